package io.tidings.consumers;

import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.time.Instant;

/** Finds the place of the log that a {@link Start} means. */
public final class Positions {

  private Positions() {}

  /**
   * The last position before the start, in the current history. A time is searched for in the log,
   * whose recording times never go back (L3), with one small read for each doubling of its length.
   *
   * @return fails as {@link EventLog#read} does
   */
  public static Future<Cursor> before(EventLog log, Start start) {
    return log.head()
        .compose(
            head ->
                switch (start.at()) {
                  case FIRST -> Future.succeededFuture(new Cursor(head.epoch(), 0));
                  case LATEST -> Future.succeededFuture(head.cursor());
                  case POSITION ->
                      Future.succeededFuture(new Cursor(head.epoch(), start.position() - 1));
                  case TIME -> search(log, head, start.time(), 0, head.position());
                });
  }

  /** All up to {@code before} is earlier; nothing behind {@code last} is. */
  private static Future<Cursor> search(
      EventLog log, Head head, Instant time, long before, long last) {
    if (before >= last) {
      return Future.succeededFuture(new Cursor(head.epoch(), before));
    }
    long middle = before + (last - before) / 2;
    return log.read(Query.after(new Cursor(head.epoch(), middle), Filter.ALL, 1))
        .compose(
            page -> {
              boolean earlier =
                  !page.events().isEmpty() && page.events().get(0).recordedAt().isBefore(time);
              return earlier
                  ? search(log, head, time, middle + 1, last)
                  : search(log, head, time, before, middle);
            });
  }
}
