package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Recorded;

/** An event is in the log more than once. */
final class Duplicated implements Check {

  @Override
  public String guarantee() {
    return "L5";
  }

  @Override
  public String name() {
    return "duplicated";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Recorded row : evidence.log().rows()) {
      Recorded first = evidence.log().of(row.source(), row.id());
      if (first != row) {
        report.found(
            "event %s of %s is in the log at position %d and again at position %d",
            row.id(), row.source(), first.position(), row.position(), first, row);
      }
    }
  }
}
