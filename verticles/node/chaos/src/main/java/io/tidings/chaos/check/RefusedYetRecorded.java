package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Refused;

/** Something of a refused append is in the log. */
final class RefusedYetRecorded implements Check {

  @Override
  public String guarantee() {
    return "G2";
  }

  @Override
  public String name() {
    return "refused-yet-recorded";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Operation operation : evidence.operations().all()) {
      if (operation.alone() && operation.outcome() instanceof Refused refused) {
        for (Intent event : operation.sent().events()) {
          Recorded row = evidence.row(event);
          if (row != null) {
            report.found(
                "operation %s was refused with status %d at %s, and its event %s is in the log, at"
                    + " position %d",
                refused.operation(),
                refused.status(),
                evidence.time(refused.at()),
                event.id(),
                row.position(),
                operation.sent(),
                refused,
                row);
          }
        }
      }
    }
  }
}
