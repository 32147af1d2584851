package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Sent;

/** An append that was not acknowledged is in the log in part. */
final class Partial implements Check {

  @Override
  public String guarantee() {
    return "L1";
  }

  @Override
  public String name() {
    return "partial";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Operation operation : evidence.operations().all()) {
      // Of what was acknowledged or refused, one event too few or too many is found by others.
      if (operation.alone() && operation.isUnknown()) {
        Sent sent = operation.sent();
        long recorded = sent.events().stream().filter(e -> evidence.row(e) != null).count();
        if (recorded > 0 && recorded < sent.events().size()) {
          report.found(
              "of the %d events of operation %s, sent at %s, %d are in the log",
              sent.events().size(), sent.operation(), evidence.time(sent.at()), recorded, sent);
        }
      }
    }
  }
}
