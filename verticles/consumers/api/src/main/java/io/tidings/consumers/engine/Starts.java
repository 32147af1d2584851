package io.tidings.consumers.engine;

import io.tidings.consumers.Start;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.time.Instant;

/** Finds the cursor that a {@link Start} means. */
public final class Starts {

  private Starts() {}

  /**
   * The last position that a consumer does not handle which begins there. A position beyond the
   * head means what is recorded from now on, as does a time to come.
   *
   * @return fails as {@link EventLog#read} does; ask again
   */
  public static Future<Cursor> resolve(EventLog log, Start start) {
    return log.head().compose(head -> resolve(log, start, head));
  }

  private static Future<Cursor> resolve(EventLog log, Start start, Head head) {
    return switch (start.at()) {
      case FIRST -> Future.succeededFuture(new Cursor(head.epoch(), 0));
      case LATEST -> Future.succeededFuture(head.cursor());
      case POSITION ->
          Future.succeededFuture(
              new Cursor(head.epoch(), Math.min(start.position() - 1, head.position())));
      case TIME -> before(log, start.time(), head, 0, head.position());
    };
  }

  /** Binary search: what is at {@code low} is earlier, what is behind {@code high} is not. */
  private static Future<Cursor> before(EventLog log, Instant time, Head head, long low, long high) {
    if (low == high) {
      return Future.succeededFuture(new Cursor(head.epoch(), low));
    }
    long middle = low + (high - low + 1) / 2;
    return log.read(Query.after(new Cursor(0, middle - 1), Filter.ALL, 1))
        .compose(
            page ->
                isEarlier(page, time)
                    ? before(log, time, head, middle, high)
                    : before(log, time, head, low, middle - 1));
  }

  private static boolean isEarlier(Page page, Instant time) {
    return !page.events().isEmpty() && page.events().get(0).recordedAt().isBefore(time);
  }
}
