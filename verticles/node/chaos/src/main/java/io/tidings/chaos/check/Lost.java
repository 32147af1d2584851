package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Intent;

/** An acknowledged event is not in the log. */
final class Lost implements Check {

  @Override
  public String guarantee() {
    return "L6";
  }

  @Override
  public String name() {
    return "lost";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Operation operation : evidence.operations().all()) {
      if (operation.outcome() instanceof Acknowledged acknowledged) {
        for (Intent event : operation.sent().events()) {
          if (evidence.row(event) == null) {
            report.found(
                "event %s of %s for stream %s was acknowledged at %s (operation %s) and is not in"
                    + " the log",
                event.id(),
                event.source(),
                event.stream(),
                evidence.time(acknowledged.at()),
                acknowledged.operation(),
                operation.sent(),
                acknowledged);
          }
        }
      }
    }
  }
}
