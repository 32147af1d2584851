package io.tidings.chaos.check;

import io.tidings.chaos.check.Sessions.Session;
import io.tidings.chaos.history.Entry.Recorded;

/** A session began behind what its reader had come to, and something is between. */
final class Missed implements Check {

  @Override
  public String guarantee() {
    return "D2";
  }

  @Override
  public String name() {
    return "missed";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (String reader : evidence.sessions().readers()) {
      long reached = -1;
      for (Session session : evidence.sessions().sessions(reader)) {
        int missed = evidence.log().indexAfter(reached);
        if (reached >= 0
            && missed < evidence.log().size()
            && evidence.log().row(missed).position() <= session.after()) {
          Recorded row = evidence.log().row(missed);
          report.found(
              "reader %s had come to position %d and began its next session behind %d: it never"
                  + " received position %d",
              reader, reached, session.after(), row.position(), row);
        }
        reached = Math.max(reached, session.reached());
      }
    }
  }
}
