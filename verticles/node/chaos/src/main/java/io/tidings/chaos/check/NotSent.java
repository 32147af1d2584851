package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Recorded;

/** The log holds what nobody has sent. */
final class NotSent implements Check {

  @Override
  public String guarantee() {
    return "L1";
  }

  @Override
  public String name() {
    return "not-sent";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Recorded row : evidence.log().rows()) {
      if (evidence.operations().sender(row.source(), row.id()) == null) {
        report.found(
            "event %s of %s, at position %d, version %d of stream %s, was sent by nobody",
            row.id(), row.source(), row.position(), row.version(), row.stream(), row);
      }
    }
  }
}
