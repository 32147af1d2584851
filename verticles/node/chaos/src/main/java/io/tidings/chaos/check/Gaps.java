package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Recorded;

/** The positions of the log are not 1, 2, 3, … */
final class Gaps implements Check {

  @Override
  public String guarantee() {
    return "L3";
  }

  @Override
  public String name() {
    return "gaps";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    long expected = 1;
    for (Recorded row : evidence.log().rows()) {
      if (row.position() > expected) {
        report.found(
            "the log has nothing at positions %d to %d, and goes on at %d",
            expected, row.position() - 1, row.position(), row);
      } else if (row.position() < expected) {
        report.found("the log has position %d more than once", row.position(), row);
      }
      expected = Math.max(expected, row.position() + 1);
    }
  }
}
