package io.tidings.gateway.read;

import io.tidings.gateway.http.OnContext;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.log.EventLog;
import io.tidings.log.tail.Tail;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.time.Duration;

/** {@code at-least}: read-your-writes, whichever node is asked. */
public final class AtLeast {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final EventLog log;
  private final Tail tail;
  private final Duration patience;

  public AtLeast(EventLog log, Tail tail, Duration patience) {
    this.log = log;
    this.tail = tail;
    this.patience = patience;
  }

  /**
   * Waits until this node has seen the cursor.
   *
   * @param cursor null to wait for nothing
   * @return fails with a {@link Problem} if it took too long, with {@code CursorLost} if the cursor
   *     is from a lost future (L7)
   */
  public Future<Void> seen(Cursor cursor) {
    if (cursor == null || seenAlready(cursor)) {
      return Future.succeededFuture();
    }
    return known(cursor)
        .compose(known -> OnContext.here(tail.reached(cursor, patience)))
        .compose(
            reached -> reached ? Future.succeededFuture() : Future.failedFuture(notYet(cursor)));
  }

  private boolean seenAlready(Cursor cursor) {
    Head view = tail.view();
    return (cursor.epoch() == 0 || cursor.epoch() == view.epoch())
        && cursor.position() <= view.position();
  }

  /** Nobody waits for what the log does not have. */
  private Future<?> known(Cursor cursor) {
    return log.read(Query.after(cursor, Filter.ALL, 1));
  }

  private Problem notYet(Cursor cursor) {
    return Problem.of(
            ProblemKind.NOT_SEEN_YET,
            "This node has seen the log up to "
                + tail.view().cursor()
                + ": ask again after Retry-After, or ask another node")
        .with("atLeast", cursor.toString())
        .with("view", tail.view().cursor().toString())
        .retryAfter(SOON);
  }
}
