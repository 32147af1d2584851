package io.tidings;

import io.tidings.log.LogFailure;
import io.tidings.log.tail.Follower;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live subscription: hands events to a handler one after the other until it is closed, or the
 * verticle that subscribed is undeployed. What the handler fails on is logged and left behind. If
 * the log is rolled back behind what was delivered (L7), it goes on from there with the new
 * history. Thread-safe.
 */
public final class Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
  private static final int BUFFER = 1000;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

  private final Tidings tidings;
  private final Filter filter;
  private final Function<RecordedEvent, Future<?>> handler;
  private final ContextInternal context;
  private final Closeable closeWithVerticle = this::closeWithVerticle;
  private volatile boolean closed;
  private volatile Follower follower;
  private volatile long handledThrough;

  private Subscription(Tidings tidings, Filter filter, Function<RecordedEvent, Future<?>> handler) {
    this.tidings = tidings;
    this.filter = filter;
    this.handler = handler;
    this.context = (ContextInternal) tidings.vertx().getOrCreateContext();
  }

  static Future<Subscription> begin(
      Tidings tidings, Filter filter, Function<RecordedEvent, Future<?>> handler) {
    Subscription subscription = new Subscription(tidings, filter, handler);
    Promise<Subscription> begun = subscription.context.promise();
    tidings
        .tail()
        .start()
        .compose(running -> subscription.follow(tidings.tail().view().cursor()))
        .map(subscription)
        .onSuccess(
            following -> {
              tidings.activity().begun(following);
              following.context.addCloseHook(following.closeWithVerticle);
            })
        .onComplete(begun);
    return begun.future();
  }

  /** Nothing is delivered any more; a handler at work is not interrupted. May be repeated. */
  public void close() {
    closed = true;
    tidings.activity().ended(this);
    context.removeCloseHook(closeWithVerticle);
    if (follower != null) {
      follower.close();
    }
  }

  /** Everything up to this position has been handled, or does not match. */
  long handledThrough() {
    return handledThrough;
  }

  private void closeWithVerticle(io.vertx.core.Completable<Void> completion) {
    close();
    completion.succeed();
  }

  /** Begins on the context of the subscriber, to which the follower then keeps. */
  private Future<Void> follow(Cursor after) {
    Promise<Follower> following = Promise.promise();
    context.runOnContext(
        go -> {
          handledThrough = after.position();
          Follower.Options options = new Follower.Options(filter, after, BUFFER);
          Follower.follow(tidings.vertx(), tidings.log(), tidings.tail(), options, new Sink())
              .onComplete(following);
        });
    return following
        .future()
        .onSuccess(
            begun -> {
              follower = begun;
              if (closed) {
                begun.close();
              }
            })
        .mapEmpty();
  }

  private void followAgain(Cursor after) {
    follow(after)
        .onFailure(
            failure -> {
              if (failure instanceof LogFailure.CursorLost lost) {
                followAgain(lost.goBackTo());
              } else {
                LOG.warn("Cannot follow the log from {}: {}", after, failure.getMessage());
                tidings.vertx().setTimer(PAUSE_AFTER_FAILURE_MILLIS, rested -> followAgain(after));
              }
            });
  }

  private Future<?> handle(RecordedEvent event) {
    try {
      return Objects.requireNonNull(handler.apply(event), "the handler answered null, no future");
    } catch (Throwable failure) {
      return Future.failedFuture(failure);
    }
  }

  private void handled(RecordedEvent event, Future<?> outcome) {
    if (outcome.failed()) {
      LOG.error("{} at {} was not handled", event.type(), event.cursor(), outcome.cause());
      tidings.activity().failed(outcome.cause());
    }
  }

  private final class Sink implements Follower.Sink {

    @Override
    public Future<?> deliver(List<RecordedEvent> events, Cursor through) {
      Promise<Void> all = Promise.promise();
      handleFrom(events, 0, all);
      return all.future().onSuccess(done -> handledThrough = through.position());
    }

    /** A loop and not a chain of futures, which would be as deep as the page is long. */
    private void handleFrom(List<RecordedEvent> events, int first, Promise<Void> all) {
      for (int at = first; at < events.size() && !closed; at++) {
        RecordedEvent event = events.get(at);
        Future<?> outcome = handle(event);
        if (!outcome.isComplete()) {
          int next = at + 1;
          outcome.onComplete(
              done ->
                  context.runOnContext(
                      go -> {
                        handled(event, outcome);
                        handleFrom(events, next, all);
                      }));
          return;
        }
        handled(event, outcome);
      }
      all.complete();
    }

    @Override
    public void ended(Throwable why) {
      if (why instanceof LogFailure.CursorLost lost) {
        followAgain(lost.goBackTo());
      } else {
        LOG.error("A live subscription has ended", why);
      }
    }
  }
}
