package io.tidings.chaos.check;

import io.tidings.chaos.check.Sessions.Session;

/** A subscriber has not come to the head in the end. */
final class ReadersBehind implements Check {

  @Override
  public String guarantee() {
    return "D2";
  }

  @Override
  public String name() {
    return "readers-behind";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    long head = evidence.log().head();
    for (String reader : evidence.sessions().readers()) {
      long reached =
          evidence.sessions().sessions(reader).stream().mapToLong(Session::reached).max().orElse(0);
      if (reached < head) {
        report.found("reader %s came to position %d, and the head is %d", reader, reached, head);
      }
    }
  }
}
