package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Seen;

/** Somebody received what is not in the log. */
final class NeverRecorded implements Check {

  @Override
  public String guarantee() {
    return "D1";
  }

  @Override
  public String name() {
    return "never-recorded";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Seen seen : evidence.history().all(Seen.class)) {
      if (evidence.log().index(seen.position()) < 0) {
        report.found(
            "reader %s received event %s at %s as position %d of epoch %d, which is not in the log",
            seen.reader(),
            seen.id(),
            evidence.time(seen.at()),
            seen.position(),
            seen.epoch(),
            seen);
      }
    }
    for (Handled handled : evidence.history().all(Handled.class)) {
      if (evidence.log().index(handled.position()) < 0) {
        report.found(
            "consumer %s handled position %d of stream %s at %s, which is not in the log",
            handled.consumer(),
            handled.position(),
            handled.stream(),
            evidence.time(handled.at()),
            handled);
      }
    }
    for (Applied applied : evidence.history().all(Applied.class)) {
      if (evidence.log().index(applied.position()) < 0) {
        report.found(
            "consumer %s left an effect of position %d of stream %s, which is not in the log",
            applied.consumer(), applied.position(), applied.stream(), applied);
      }
    }
  }
}
