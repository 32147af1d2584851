package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Sent;
import java.util.HashMap;
import java.util.Map;

/** The events of one append are not in its order, or others of their stream are between them. */
final class AppendOrder implements Check {

  @Override
  public String guarantee() {
    return "L3";
  }

  @Override
  public String name() {
    return "append-order";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Operation operation : evidence.operations().all()) {
      if (operation.alone() && operation.sent().events().size() > 1) {
        compare(operation.sent(), evidence, report);
      }
    }
  }

  private static void compare(Sent sent, Evidence evidence, Report report) {
    Recorded before = null;
    Map<String, Recorded> ends = new HashMap<>();
    for (Intent event : sent.events()) {
      Recorded row = evidence.row(event);
      if (row == null) {
        continue;
      }
      Recorded end = ends.put(row.stream(), row);
      if (before != null && row.position() < before.position()) {
        report.found(
            "operation %s sent event %s before event %s, and they are at positions %d and %d",
            sent.operation(),
            before.id(),
            row.id(),
            before.position(),
            row.position(),
            sent,
            before,
            row);
      } else if (end != null && hasOtherBetween(end, row, evidence.log())) {
        report.found(
            "between events %s and %s, which operation %s appended to stream %s at once, at"
                + " positions %d and %d, there is another of that stream",
            end.id(),
            row.id(),
            sent.operation(),
            row.stream(),
            end.position(),
            row.position(),
            sent,
            end,
            row);
      }
      before = row;
    }
  }

  private static boolean hasOtherBetween(Recorded end, Recorded row, Log log) {
    int former = log.formerOfStream(log.index(row.position()));
    return former >= 0 && log.row(former).position() > end.position();
  }
}
