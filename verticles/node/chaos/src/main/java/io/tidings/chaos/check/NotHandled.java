package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Recorded;

/** A consumer came past an event without handling it. */
final class NotHandled implements Check {

  @Override
  public String guarantee() {
    return "C1";
  }

  @Override
  public String name() {
    return "not-handled";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Consumption consumer : evidence.consumers().all()) {
      int reached = consumer.reached();
      for (int i = 0; i < reached; i++) {
        if (consumer.mustHandle(i) && !consumer.isDone(i)) {
          Recorded row = evidence.log().row(i);
          report.found(
              "consumer %s never handled position %d, version %d of stream %s, though it came to"
                  + " position %d",
              consumer.name(),
              row.position(),
              row.version(),
              row.stream(),
              evidence.log().row(reached).position(),
              row);
        }
      }
    }
  }
}
