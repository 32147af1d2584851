package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Seen;

/** The log holds other content than was acknowledged, seen, handled or sent. */
final class Altered implements Check {

  @Override
  public String guarantee() {
    return "L8";
  }

  @Override
  public String name() {
    return "altered";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    sent(evidence, report);
    for (Seen seen : evidence.history().all(Seen.class)) {
      int index = evidence.log().index(seen.position());
      if (index >= 0 && !isSame(seen, evidence.log().row(index))) {
        report.found(
            "reader %s saw at %s at position %d other than what the log has there: %s, %s",
            seen.reader(),
            evidence.time(seen.at()),
            seen.position(),
            text(seen),
            text(evidence.log().row(index)),
            seen,
            evidence.log().row(index));
      }
    }
    for (Handled handled : evidence.history().all(Handled.class)) {
      compare(
          handled.consumer(),
          handled.position(),
          handled.stream(),
          handled.version(),
          handled,
          evidence,
          report);
    }
    for (Applied applied : evidence.history().all(Applied.class)) {
      compare(
          applied.consumer(),
          applied.position(),
          applied.stream(),
          applied.version(),
          applied,
          evidence,
          report);
    }
  }

  private static void sent(Evidence evidence, Report report) {
    for (Operation operation : evidence.operations().all()) {
      if (operation.isAcknowledged() || operation.alone()) {
        for (Intent event : operation.sent().events()) {
          Recorded row = evidence.row(event);
          if (row != null
              && !(row.stream().equals(event.stream()) && row.digest().equals(event.digest()))) {
            report.found(
                "event %s of %s was sent for stream %s with digest %s and recorded in stream %s"
                    + " with digest %s",
                event.id(),
                event.source(),
                event.stream(),
                event.digest(),
                row.stream(),
                row.digest(),
                operation.sent(),
                row);
          }
        }
      }
    }
  }

  private static void compare(
      String consumer,
      long position,
      String stream,
      long version,
      Entry entry,
      Evidence evidence,
      Report report) {
    int index = evidence.log().index(position);
    if (index >= 0) {
      Recorded row = evidence.log().row(index);
      if (row.version() != version || !row.stream().equals(stream)) {
        report.found(
            "consumer %s was given position %d as version %d of stream %s, and the log has version"
                + " %d of stream %s there",
            consumer, position, version, stream, row.version(), row.stream(), entry, row);
      }
    }
  }

  private static boolean isSame(Seen seen, Recorded row) {
    return seen.epoch() == row.epoch()
        && seen.version() == row.version()
        && seen.id().equals(row.id())
        && seen.stream().equals(row.stream())
        && seen.digest().equals(row.digest())
        && seen.source().equals(row.source());
  }

  private static String text(Seen seen) {
    return "epoch %d, version %d of %s, event %s of %s, digest %s"
        .formatted(
            seen.epoch(), seen.version(), seen.stream(), seen.id(), seen.source(), seen.digest());
  }

  private static String text(Recorded row) {
    return "epoch %d, version %d of %s, event %s of %s, digest %s"
        .formatted(row.epoch(), row.version(), row.stream(), row.id(), row.source(), row.digest());
  }
}
