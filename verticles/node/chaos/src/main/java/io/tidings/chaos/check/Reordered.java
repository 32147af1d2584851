package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Sent;
import java.util.Comparator;
import java.util.List;

/** What was sent after something was acknowledged stands before it in the log. */
final class Reordered implements Check {

  @Override
  public String guarantee() {
    return "L3";
  }

  @Override
  public String name() {
    return "reordered";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    List<Operation> acknowledged =
        evidence.operations().all().stream()
            .filter(Operation::isAcknowledged)
            .sorted(Comparator.comparingLong(operation -> operation.outcome().at()))
            .toList();
    Recorded last = null;
    Operation lastOf = null;
    int next = 0;
    // In order of sending; what had been acknowledged by then only grows.
    for (Operation operation : evidence.operations().all()) {
      while (next < acknowledged.size()
          && acknowledged.get(next).outcome().at() < operation.sent().at()) {
        for (Intent event : acknowledged.get(next).sent().events()) {
          Recorded row = evidence.row(event);
          if (row != null && (last == null || row.position() > last.position())) {
            last = row;
            lastOf = acknowledged.get(next);
          }
        }
        next++;
      }
      if (last != null) {
        compare(operation.sent(), last, lastOf, evidence, report);
      }
    }
  }

  private static void compare(
      Sent sent, Recorded last, Operation lastOf, Evidence evidence, Report report) {
    for (Intent event : sent.events()) {
      Recorded row = evidence.row(event);
      // A repetition under another name is answered with its first place.
      boolean first = evidence.operations().sender(event.source(), event.id()) == sent;
      if (first && row != null && row.position() < last.position()) {
        report.found(
            "event %s, sent at %s, is at position %d, before event %s at position %d, which was"
                + " acknowledged at %s",
            row.id(),
            evidence.time(sent.at()),
            row.position(),
            last.id(),
            last.position(),
            evidence.time(lastOf.outcome().at()),
            lastOf.sent(),
            lastOf.outcome(),
            sent,
            row);
      }
    }
  }
}
