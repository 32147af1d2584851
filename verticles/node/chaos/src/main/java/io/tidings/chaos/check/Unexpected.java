package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Sent;

/** An append that expected a version was recorded at another. */
final class Unexpected implements Check {

  @Override
  public String guarantee() {
    return "L4";
  }

  @Override
  public String name() {
    return "unexpected-version";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Operation operation : evidence.operations().all()) {
      Sent sent = operation.sent();
      if (sent.expected() != Entry.ANY && operation.alone() && !operation.isRefused()) {
        Recorded row = evidence.row(sent.events().get(0));
        if (row != null && row.version() != sent.expected() + 1) {
          report.found(
              "operation %s expected version %d of stream %s, and its first event was recorded as"
                  + " version %d, at position %d",
              sent.operation(),
              sent.expected(),
              row.stream(),
              row.version(),
              row.position(),
              sent,
              row);
        }
      }
    }
  }
}
