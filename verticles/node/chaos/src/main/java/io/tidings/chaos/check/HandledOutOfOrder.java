package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;

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
        Entry first = consumer.first(i);
        Entry former = before < 0 ? null : consumer.first(before);
        if (first != null && former != null && first.at() < former.at()) {
          report.found(
              "consumer %s handled position %d of stream %s at %s, and position %d, which is before"
                  + " it, for the first time at %s",
              consumer.name(),
              log.row(i).position(),
              log.row(i).stream(),
              evidence.time(first.at()),
              log.row(before).position(),
              evidence.time(former.at()),
              first,
              former);
        }
      }
    }
  }
}
