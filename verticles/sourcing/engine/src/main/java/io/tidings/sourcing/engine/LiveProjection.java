package io.tidings.sourcing.engine;

import io.tidings.Tidings;
import io.tidings.log.LogFailure;
import io.tidings.log.tail.Follower;
import io.tidings.model.Cursor;
import io.tidings.model.EventFamily;
import io.tidings.model.Filter;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Projection;
import io.tidings.wire.EventJson;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has happened so far, summed up in the memory of this node and kept up to date. Thread-safe.
 *
 * @param <S> what it amounts to
 */
public final class LiveProjection<S> {

  private static final Logger LOG = LoggerFactory.getLogger(LiveProjection.class);
  private static final int BUFFER = 1000;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

  /** What it has come to; of a failed one, where it has stopped. */
  private record Standing<S>(S state, Cursor through, Throwable failure) {}

  /** What {@code evolve} makes of an event; apart, so that nobody else needs to know the family. */
  private interface Step<S> {
    S apply(S state, RecordedEvent event);
  }

  private final Tidings tidings;
  private final ContextInternal context;
  private final Filter filter;
  private final S initial;
  private final Step<S> step;
  private final Map<Promise<Boolean>, Long> waiting = new ConcurrentHashMap<>();
  private final Closeable closeWithVerticle = this::closeWithVerticle;
  private volatile Standing<S> standing;
  private volatile boolean closed;
  private volatile Follower follower;

  private LiveProjection(Tidings tidings, Filter filter, S initial, Step<S> step) {
    this.tidings = tidings;
    this.context = (ContextInternal) tidings.vertx().getOrCreateContext();
    this.filter = filter;
    this.initial = initial;
    this.step = step;
    this.standing = new Standing<>(initial, Cursor.START, null);
  }

  static <E, S> Future<LiveProjection<S>> begin(
      Tidings tidings, EventFamily<E> events, Filter filter, Projection<E, S> projection) {
    Set<String> types = filter.types().isEmpty() ? events.types() : filter.types();
    Step<S> step =
        (state, event) -> {
          S next = state;
          for (E known : EventJson.decode(event.event(), events)) {
            next = projection.evolve(next, known);
          }
          return next;
        };
    LiveProjection<S> live =
        new LiveProjection<>(tidings, filter.withTypes(types), projection.initial(), step);
    Promise<LiveProjection<S>> begun = live.context.promise();
    live.follow()
        .onSuccess(
            following -> {
              if (!live.context.closeFuture().add(live.closeWithVerticle)) {
                live.close();
              }
            })
        .map(live)
        .onComplete(begun);
    return begun.future();
  }

  /**
   * What everything up to {@link #through} amounts to.
   *
   * @throws IllegalStateException if it has stopped at an event that cannot be read or summed up:
   *     mend the family or the projection
   */
  public S state() {
    return sound().state();
  }

  /** How far it has come. */
  public Cursor through() {
    return sound().through();
  }

  private Standing<S> sound() {
    Standing<S> now = standing;
    if (now.failure() != null) {
      throw new IllegalStateException(
          "the projection has stopped behind " + now.through(), now.failure());
    }
    return now;
  }

  /**
   * Waits until everything up to the cursor is summed up, its epoch aside.
   *
   * @return whether it is, within the time given; fails if it has stopped before
   */
  public Future<Boolean> reached(Cursor cursor, Duration patience) {
    Promise<Boolean> reached = Promise.promise();
    waiting.put(reached, cursor.position());
    long timer = tidings.vertx().setTimer(patience.toMillis(), late -> reached.tryComplete(false));
    tell();
    return reached
        .future()
        .onComplete(
            done -> {
              tidings.vertx().cancelTimer(timer);
              waiting.remove(reached);
            });
  }

  /** Follows the log no further. May be repeated. */
  public void close() {
    closed = true;
    context.closeFuture().remove(closeWithVerticle);
    if (follower != null) {
      follower.close();
    }
  }

  private void closeWithVerticle(Completable<Void> completion) {
    close();
    completion.succeed();
  }

  private void tell() {
    Standing<S> now = standing;
    waiting.forEach(
        (promise, position) -> {
          if (now.failure() != null) {
            promise.tryFail(
                new IllegalStateException(
                    "the projection has stopped behind " + now.through(), now.failure()));
          } else if (now.through().position() >= position) {
            promise.tryComplete(true);
          }
        });
  }

  private Future<Void> follow() {
    Promise<Follower> following = Promise.promise();
    context.runOnContext(
        go ->
            Follower.follow(
                    tidings.vertx(),
                    tidings.log(),
                    tidings.tail(),
                    new Follower.Options(filter, Cursor.START, BUFFER),
                    new Sink())
                .onComplete(following));
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

  private void beginAnew() {
    if (closed) {
      return;
    }
    standing = new Standing<>(initial, Cursor.START, null);
    follow()
        .onFailure(
            failure -> {
              LOG.warn("Cannot follow the log: {}", failure.getMessage());
              tidings.vertx().setTimer(PAUSE_AFTER_FAILURE_MILLIS, rested -> beginAnew());
            });
  }

  private final class Sink implements Follower.Sink {

    @Override
    public Future<?> deliver(List<RecordedEvent> events, Cursor through) {
      Standing<S> before = standing;
      S state = before.state();
      Cursor last = before.through();
      try {
        for (RecordedEvent event : events) {
          state = step.apply(state, event);
          last = event.cursor();
        }
        standing = new Standing<>(state, through, null);
        tell();
        return Future.succeededFuture();
      } catch (Throwable failure) {
        standing = new Standing<>(state, last, failure);
        return Future.failedFuture(failure);
      }
    }

    @Override
    public void ended(Throwable why) {
      if (why instanceof LogFailure.CursorLost) {
        beginAnew();
        return;
      }
      LOG.error("A live projection has stopped", why);
      Standing<S> last = standing;
      standing = new Standing<>(last.state(), last.through(), why);
      tell();
    }
  }
}
