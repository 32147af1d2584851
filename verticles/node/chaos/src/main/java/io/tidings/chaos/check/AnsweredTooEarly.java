package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Receipt;
import io.tidings.chaos.history.Entry.Witnessed;

/** A client was told that something was recorded before it was. */
final class AnsweredTooEarly implements Check {

  @Override
  public String guarantee() {
    return "G1";
  }

  @Override
  public String name() {
    return "answered-too-early";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    Heads heads = new Heads(evidence.history().all(Witnessed.class));
    for (Acknowledged acknowledged : evidence.history().all(Acknowledged.class)) {
      for (Receipt told : acknowledged.receipts()) {
        Witnessed witness = heads.contradiction(acknowledged.at(), told.epoch(), told.position());
        if (witness != null) {
          report.found(
              "operation %s was acknowledged at %s as position %d of epoch %d, and when the log was"
                  + " asked at %s, its head was %d in epoch %d",
              acknowledged.operation(),
              evidence.time(acknowledged.at()),
              told.position(),
              told.epoch(),
              evidence.time(witness.asked()),
              witness.head(),
              witness.epoch(),
              acknowledged,
              witness);
        }
      }
    }
  }
}
