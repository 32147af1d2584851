package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.History;

/** A history as the checks look at it. */
record Evidence(
    History history, Log log, Operations operations, Sessions sessions, Consumers consumers) {

  static Evidence of(History history) {
    Log log = new Log(history.all(Recorded.class));
    return new Evidence(
        history, log, new Operations(history), new Sessions(history), new Consumers(history, log));
  }

  Recorded row(Intent event) {
    return log.of(event.source(), event.id());
  }

  String time(long at) {
    return history.time(at);
  }
}
