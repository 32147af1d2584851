package io.tidings.gateway.live;

import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Problem;
import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * The log as one live client reads it: a page is fetched when there is room for it, so that clients
 * who are behind wait with empty hands. Used on the client's event loop alone.
 */
final class LivePages implements EventLog {

  private static final long ROOM = 512 * 1024;
  private static final long PAUSE_MILLIS = 50;

  private final Vertx vertx;
  private final EventLog log;
  private final Admission.Reservation room;
  private boolean held;
  private boolean closed;

  LivePages(Vertx vertx, EventLog log, Admission.Reservation room) {
    this.vertx = vertx;
    this.log = log;
    this.room = room;
  }

  @Override
  public Future<Page> read(Query query) {
    if (closed) {
      return Future.failedFuture("the client has gone");
    }
    if (!held) {
      try {
        room.grow(ROOM);
      } catch (Problem none) {
        return vertx.timer(PAUSE_MILLIS).compose(rested -> read(query));
      }
      held = true;
    }
    return log.read(query);
  }

  /** What was read is held as something else, or by nobody; false if nothing was read. */
  boolean taken() {
    boolean read = held;
    if (held) {
      held = false;
      room.shrink(ROOM);
    }
    return read;
  }

  void close() {
    closed = true;
    room.close();
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    return log.append(batch);
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }
}
