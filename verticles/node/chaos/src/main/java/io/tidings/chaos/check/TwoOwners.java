package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Moved;
import java.util.HashMap;
import java.util.Map;

/** A segment was moved by another than the holder of its latest token. */
final class TwoOwners implements Check {

  @Override
  public String guarantee() {
    return "C4";
  }

  @Override
  public String name() {
    return "two-owners";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    Map<String, Segment> segments = new HashMap<>();
    for (Moved moved : evidence.history().all(Moved.class)) {
      segments
          .computeIfAbsent(
              moved.consumer() + "/" + moved.firstSlot(), name -> new Segment(name, evidence))
          .judge(moved, report);
    }
  }

  private static final class Segment {

    private final String name;
    private final Evidence evidence;
    private final Map<Long, Moved> owners = new HashMap<>();
    private Moved latest;

    Segment(String name, Evidence evidence) {
      this.name = name;
      this.evidence = evidence;
    }

    void judge(Moved moved, Report report) {
      String at = evidence.time(moved.at());
      Moved owned = moved.owner() == null ? null : owners.putIfAbsent(moved.token(), moved);
      if (moved.token() < moved.formerToken()) {
        report.found(
            "segment %s went back from token %d to %d at %s",
            name, moved.formerToken(), moved.token(), at, moved);
      } else if (latest != null && moved.token() < latest.token()) {
        report.found(
            "segment %s was moved with token %d at %s, after token %d had been given",
            name, moved.token(), at, latest.token(), latest, moved);
      } else if (owned != null && !owned.owner().equals(moved.owner())) {
        report.found(
            "segment %s was moved by %s at %s with token %d, which %s had",
            name, moved.owner(), at, moved.token(), owned.owner(), owned, moved);
      } else if (moved.through() < moved.formerThrough() && !isSeek(moved)) {
        report.found(
            "segment %s went back from position %d to %d at %s, owner %s with token %d",
            name, moved.formerThrough(), moved.through(), at, moved.owner(), moved.token(), moved);
      }
      if (latest == null || moved.token() > latest.token()) {
        latest = moved;
      }
    }

    // Nobody owns it while it is sent to another place, and whoever did has lost his token.
    private static boolean isSeek(Moved moved) {
      return moved.owner() == null && moved.token() > moved.formerToken();
    }
  }
}
