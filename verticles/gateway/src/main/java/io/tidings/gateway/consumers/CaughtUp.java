package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.HeldStreams;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Waits until consumers have handled what somebody wrote. All who wait for one consumer share one
 * look at the store at a time. Used on one event loop alone.
 */
final class CaughtUp {

  private static final long PAUSE_MILLIS = 100;
  private static final Duration SOON = Duration.ofSeconds(1);

  private record Waiter(Cursor cursor, long deadline, Promise<Definitions.Status> promise) {}

  private final Vertx vertx;
  private final ConsumerStore store;
  private final EventLog log;
  private final Map<String, List<Waiter>> waiting = new HashMap<>();
  private boolean closing;

  CaughtUp(Vertx vertx, ConsumerStore store, EventLog log) {
    this.vertx = vertx;
    this.store = store;
    this.log = log;
  }

  /**
   * How the consumer stands once it has handled everything up to the cursor. Streams behind a dead
   * letter, or stopped, are passed; those that are being retried are waited for.
   *
   * @param gone when it completes, nobody waits any more
   * @return fails with a {@link Problem} if that took too long, with {@code CursorLost} if the
   *     cursor is from a lost future (L7)
   */
  Future<Definitions.Status> reached(
      String consumer, Cursor cursor, Duration patience, Future<?> gone) {
    long deadline = System.nanoTime() + patience.toNanos();
    return log.read(Query.after(cursor, Filter.ALL, 1))
        .compose(known -> waits(consumer, new Waiter(cursor, deadline, Promise.promise()), gone));
  }

  /** Answers all who wait, within a moment. */
  void close() {
    closing = true;
  }

  private Future<Definitions.Status> waits(String consumer, Waiter waiter, Future<?> gone) {
    gone.onComplete(left -> waiter.promise().tryFail("the client has gone"));
    List<Waiter> others = waiting.get(consumer);
    if (others != null) {
      others.add(waiter);
    } else {
      waiting.put(consumer, new ArrayList<>(List.of(waiter)));
      look(consumer);
    }
    return waiter.promise().future();
  }

  private void look(String consumer) {
    store
        .status(new Definitions.Asked(consumer))
        .map(statuses -> statuses.consumers().get(0))
        .compose(status -> handled(consumer, status).onSuccess(to -> seen(consumer, status, to)))
        .onFailure(
            failure -> waiting.remove(consumer).forEach(one -> one.promise().tryFail(failure)));
  }

  /** Up to where all is handled, or waits behind a dead letter: the checkpoint passes retries. */
  private Future<Long> handled(String consumer, Definitions.Status status) {
    long position = status.position();
    return waiting.get(consumer).stream().noneMatch(one -> one.cursor().position() <= position)
        ? Future.succeededFuture(position)
        : store
            .held(new HeldStreams.HeldQuery(consumer, SlotRange.ALL))
            .map(held -> held.streams().stream().mapToLong(CaughtUp::handled))
            .map(streams -> Math.min(position, streams.min().orElse(position)));
  }

  private static long handled(HeldStreams.HeldStream stream) {
    return switch (stream.state()) {
      case RETRYING -> stream.position() - 1;
      case RELEASED -> stream.position();
      case DEAD, STOPPED -> Long.MAX_VALUE;
    };
  }

  private void seen(String consumer, Definitions.Status status, long handled) {
    long now = System.nanoTime();
    List<Waiter> waiters = waiting.get(consumer);
    Predicate<Waiter> answered =
        waiter -> {
          if (handled >= waiter.cursor().position()) {
            waiter.promise().tryComplete(status);
          } else if (closing || waiter.deadline() - now <= 0) {
            waiter.promise().tryFail(notYet(waiter.cursor(), status, handled));
          }
          return waiter.promise().future().isComplete();
        };
    waiters.removeIf(answered);
    if (waiters.isEmpty()) {
      waiting.remove(consumer);
    } else {
      vertx.setTimer(PAUSE_MILLIS, rested -> look(consumer));
    }
  }

  private static Problem notYet(Cursor cursor, Definitions.Status status, long handled) {
    return Problem.of(
            ProblemKind.NOT_CAUGHT_UP_YET,
            "The consumer is "
                + Words.write(status.state())
                + " and has handled the log up to position "
                + handled
                + (handled < status.position() ? ", where a stream is being retried" : "")
                + ": ask again after Retry-After")
        .with("caughtUpTo", cursor.toString())
        .with("checkpoint", StatusJson.checkpoint(status).toString())
        .with("state", Words.write(status.state()))
        .retryAfter(SOON);
  }
}
