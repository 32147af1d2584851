package io.tidings.persistence;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.vertx.core.Promise;
import java.util.List;

/** One caller's appends, waiting for their transaction. */
record Pending(
    List<Append> appends, int events, long bytes, long since, Promise<List<AppendResult>> answer) {

  /** What an event weighs beside its payload: attributes, and the objects that hold them. */
  private static final int OVERHEAD_BYTES = 512;

  static Pending of(List<Append> appends) {
    int events = 0;
    long bytes = 0;
    for (Append append : appends) {
      events += append.events().size();
      for (NewEvent event : append.events()) {
        bytes += OVERHEAD_BYTES + (event.data() == null ? 0 : event.data().length());
      }
    }
    return new Pending(appends, events, bytes, System.nanoTime(), Promise.promise());
  }
}
