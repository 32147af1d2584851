package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Receipt;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Sent;

/** A receipt tells another place than the log. */
final class Elsewhere implements Check {

  @Override
  public String guarantee() {
    return "L5";
  }

  @Override
  public String name() {
    return "elsewhere";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Operation operation : evidence.operations().all()) {
      if (operation.outcome() instanceof Acknowledged acknowledged) {
        compare(operation.sent(), acknowledged, evidence, report);
      }
    }
  }

  private static void compare(
      Sent sent, Acknowledged acknowledged, Evidence evidence, Report report) {
    if (sent.events().size() != acknowledged.receipts().size()) {
      report.found(
          "operation %s sent %d events and was acknowledged at %s with %d receipts",
          sent.operation(),
          sent.events().size(),
          evidence.time(acknowledged.at()),
          acknowledged.receipts().size(),
          sent,
          acknowledged);
      return;
    }
    for (int i = 0; i < sent.events().size(); i++) {
      Intent event = sent.events().get(i);
      Receipt told = acknowledged.receipts().get(i);
      Recorded row = evidence.row(event);
      if (row != null && !told.equals(new Receipt(row.epoch(), row.position(), row.version()))) {
        report.found(
            "event %s of stream %s was acknowledged at %s as epoch %d, position %d, version %d, and"
                + " is in the log as epoch %d, position %d, version %d",
            event.id(),
            event.stream(),
            evidence.time(acknowledged.at()),
            told.epoch(),
            told.position(),
            told.version(),
            row.epoch(),
            row.position(),
            row.version(),
            sent,
            acknowledged,
            row);
      }
    }
  }
}
