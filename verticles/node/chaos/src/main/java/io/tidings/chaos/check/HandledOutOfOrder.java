package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Handled;

/** A consumer handled an event before an earlier one of its stream. */
final class HandledOutOfOrder implements Check {

  @Override
  public String guarantee() {
    return "C2";
  }

  @Override
  public String name() {
    return "handled-out-of-order";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    Log log = evidence.log();
    for (Consumption consumer : evidence.consumers().all()) {
      for (int i = 0; i < log.size(); i++) {
        int before = log.formerOfStream(i);
        Handled handled = consumer.handled(i);
        Handled former = before < 0 ? null : consumer.handled(before);
        if (handled != null && former != null && handled.at() < former.at()) {
          report.found(
              "consumer %s handled position %d of stream %s at %s (%s), and position %d, which is"
                  + " before it, for the first time at %s (%s)",
              consumer.name(),
              handled.position(),
              handled.stream(),
              evidence.time(handled.at()),
              handled.process(),
              former.position(),
              evidence.time(former.at()),
              former.process(),
              handled,
              former);
        }
      }
    }
  }
}
