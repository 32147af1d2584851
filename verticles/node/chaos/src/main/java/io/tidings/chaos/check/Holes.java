package io.tidings.chaos.check;

import io.tidings.chaos.check.Sessions.Session;
import io.tidings.chaos.history.Entry.Seen;

/** Within a session a subscriber missed an event, or received one again or in another order. */
final class Holes implements Check {

  @Override
  public String guarantee() {
    return "D2";
  }

  @Override
  public String name() {
    return "holes";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (String reader : evidence.sessions().readers()) {
      for (Session session : evidence.sessions().sessions(reader)) {
        judge(session, evidence, report);
      }
    }
  }

  private static void judge(Session session, Evidence evidence, Report report) {
    long last = session.after();
    for (Seen seen : session.seen()) {
      if (seen.position() <= last) {
        report.found(
            "reader %s received position %d in session %d at %s, after position %d",
            seen.reader(), seen.position(), seen.session(), evidence.time(seen.at()), last, seen);
        continue;
      }
      int missed = evidence.log().indexAfter(last);
      if (missed < evidence.log().size()
          && evidence.log().row(missed).position() < seen.position()) {
        report.found(
            "reader %s received position %d in session %d at %s, after position %d, without"
                + " position %d",
            seen.reader(),
            seen.position(),
            seen.session(),
            evidence.time(seen.at()),
            last,
            evidence.log().row(missed).position(),
            seen,
            evidence.log().row(missed));
      }
      last = seen.position();
    }
  }
}
