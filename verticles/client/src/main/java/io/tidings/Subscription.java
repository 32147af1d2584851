package io.tidings;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.tail.Follower;
import io.tidings.log.tail.Tail;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live subscription: hands events to a handler one after the other until it is closed or its node
 * ends. What the handler fails on is logged and left behind. If the log is rolled back behind what
 * was delivered (L7), it goes on from there with the new history.
 */
public final class Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
  private static final int BUFFER = 1000;

  private final Vertx vertx;
  private final EventLog log;
  private final Tail tail;
  private final Filter filter;
  private final Function<RecordedEvent, Future<?>> handler;
  private volatile boolean closed;
  private volatile Follower follower;

  private Subscription(
      Vertx vertx,
      EventLog log,
      Tail tail,
      Filter filter,
      Function<RecordedEvent, Future<?>> handler) {
    this.vertx = vertx;
    this.log = log;
    this.tail = tail;
    this.filter = filter;
    this.handler = handler;
  }

  static Future<Subscription> begin(
      Vertx vertx,
      EventLog log,
      Tail tail,
      Filter filter,
      Function<RecordedEvent, Future<?>> handler) {
    Subscription subscription = new Subscription(vertx, log, tail, filter, handler);
    return subscription.follow(null).map(subscription);
  }

  /** Nothing is delivered any more; a handler at work is not interrupted. May be repeated. */
  public void close() {
    closed = true;
    if (follower != null) {
      follower.close();
    }
  }

  private Future<Void> follow(Cursor after) {
    Follower.Options options = new Follower.Options(filter, after, BUFFER);
    return Follower.follow(vertx, log, tail, options, new Sink())
        .onSuccess(
            following -> {
              follower = following;
              if (closed) {
                following.close();
              }
            })
        .mapEmpty();
  }

  private Future<?> handle(RecordedEvent event) {
    return Future.succeededFuture(event)
        .compose(handler::apply)
        .otherwise(
            failure -> {
              LOG.error("{} at {} was not handled", event.type(), event.cursor(), failure);
              return null;
            });
  }

  private final class Sink implements Follower.Sink {

    @Override
    public Future<?> deliver(List<RecordedEvent> events, Cursor through) {
      Future<?> done = Future.succeededFuture();
      for (RecordedEvent event : events) {
        done = done.isComplete() ? handle(event) : done.compose(before -> handle(event));
      }
      return done;
    }

    @Override
    public void ended(Throwable why) {
      if (why instanceof LogFailure.CursorLost lost && !closed) {
        follow(lost.goBackTo())
            .onFailure(failure -> LOG.error("A live subscription has ended", failure));
      } else {
        LOG.error("A live subscription has ended", why);
      }
    }
  }
}
