package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Recorded;

/** An event was handled and has no effect. */
final class NotApplied implements Check {

  @Override
  public String guarantee() {
    return "C3";
  }

  @Override
  public String name() {
    return "not-applied";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Consumption consumer : evidence.consumers().all()) {
      for (int i = 0; consumer.applies() && i < evidence.log().size(); i++) {
        if (consumer.mustHandle(i) && consumer.handled(i) != null && consumer.applied(i) == null) {
          Recorded row = evidence.log().row(i);
          report.found(
              "consumer %s handled position %d, version %d of stream %s, first at %s, and there is no"
                  + " effect of it",
              consumer.name(),
              row.position(),
              row.version(),
              row.stream(),
              evidence.time(consumer.handled(i).at()),
              consumer.handled(i),
              row);
        }
      }
    }
  }
}
