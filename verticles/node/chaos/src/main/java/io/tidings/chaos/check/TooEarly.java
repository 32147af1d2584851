package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Seen;
import io.tidings.chaos.history.Entry.Sent;
import io.tidings.chaos.history.Entry.Witnessed;

/** Somebody received an event before it was recorded. */
final class TooEarly implements Check {

  @Override
  public String guarantee() {
    return "D1";
  }

  @Override
  public String name() {
    return "too-early";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    Heads heads = new Heads(evidence.history().all(Witnessed.class));
    for (Seen seen : evidence.history().all(Seen.class)) {
      Witnessed witness = heads.contradiction(seen.at(), seen.epoch(), seen.position());
      if (witness != null) {
        report.found(
            "reader %s received position %d of epoch %d at %s, and when the log was asked at %s, its"
                + " head was %d in epoch %d",
            seen.reader(),
            seen.position(),
            seen.epoch(),
            evidence.time(seen.at()),
            evidence.time(witness.asked()),
            witness.head(),
            witness.epoch(),
            seen,
            witness);
      }
      Sent sent = evidence.operations().sender(seen.source(), seen.id());
      if (sent != null && seen.at() < sent.at()) {
        report.found(
            "reader %s received event %s at %s, and it was sent at %s",
            seen.reader(),
            seen.id(),
            evidence.time(seen.at()),
            evidence.time(sent.at()),
            seen,
            sent);
      }
    }
    for (Handled handled : evidence.history().all(Handled.class)) {
      int index = evidence.log().index(handled.position());
      if (index >= 0) {
        judge(handled, evidence.log().row(index), heads, evidence, report);
      }
    }
  }

  private static void judge(
      Handled handled, Recorded row, Heads heads, Evidence evidence, Report report) {
    Witnessed witness = heads.contradiction(handled.at(), row.epoch(), row.position());
    if (witness != null) {
      report.found(
          "consumer %s handled position %d of epoch %d at %s, and when the log was asked at %s, its"
              + " head was %d in epoch %d",
          handled.consumer(),
          row.position(),
          row.epoch(),
          evidence.time(handled.at()),
          evidence.time(witness.asked()),
          witness.head(),
          witness.epoch(),
          handled,
          witness);
    }
  }
}
