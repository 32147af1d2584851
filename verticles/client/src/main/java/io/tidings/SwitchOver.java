package io.tidings;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.Progress;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** One consumer takes the place of another that has built the same differently (blue/green). */
final class SwitchOver {

  private static final long PAUSE_MILLIS = 100;

  private final Vertx vertx;
  private final ConsumerStore store;
  private final String from;
  private final String to;
  private final String by;

  SwitchOver(Tidings tidings, String from, String to) {
    this.vertx = tidings.vertx();
    this.store = tidings.store();
    this.from = from;
    this.to = to;
    this.by = tidings.host().node();
  }

  Future<Void> run(Supplier<Future<?>> action) {
    return status(from)
        .compose(old -> await(to, next -> next.position() >= old.position()))
        .compose(near -> pause())
        .compose(
            paused -> finish(action).recover(failure -> resume().compose(on -> failed(failure))));
  }

  private Future<Void> finish(Supplier<Future<?>> action) {
    return await(from, SwitchOver::isAtRest)
        .compose(old -> handled(looked(old)))
        .compose(caughtUp -> action.get())
        .compose(done -> note());
  }

  /** The new one has handled everything up to there, and not only put it off. */
  private Future<Void> handled(long position) {
    return await(to, next -> next.position() >= position)
        .compose(this::unspoilt)
        .compose(next -> store.held(new HeldStreams.HeldQuery(to, SlotRange.ALL)))
        .compose(
            held ->
                held.streams().stream().anyMatch(one -> one.position() <= position)
                    ? rest().compose(later -> handled(position))
                    : Future.succeededFuture());
  }

  /** What the old one has handled and the new one could not would be missing after the switch. */
  private Future<Void> unspoilt(Status next) {
    return next.dead() + next.stopped() == 0
        ? Future.succeededFuture()
        : failed(
            new ConsumerFailure.Conflict(
                "consumer %s has %d dead letters: redrive or discard them before it takes over"
                    .formatted(to, next.dead() + next.stopped())));
  }

  /** Everybody has given back what he had, with the last checkpoint. */
  private static boolean isAtRest(Status status) {
    return status.segments().stream().allMatch(one -> one.owner() == null);
  }

  /** Nothing behind this is handled, in any slot. */
  static long looked(Status status) {
    return status.segments().stream()
        .map(SegmentStatus::progress)
        .flatMapToLong(
            progress ->
                LongStream.concat(
                    LongStream.of(progress.through().position()),
                    progress.ahead().stream().mapToLong(Progress.Ahead::through)))
        .max()
        .orElse(0);
  }

  private Future<Status> await(String consumer, Predicate<Status> condition) {
    Promise<Status> holds = Promise.promise();
    look(consumer, condition, holds);
    return holds.future();
  }

  /** Not a chain of futures, which would be as deep as the wait is long. */
  private void look(String consumer, Predicate<Status> condition, Promise<Status> holds) {
    status(consumer)
        .onFailure(holds::fail)
        .onSuccess(
            now -> {
              if (condition.test(now)) {
                holds.complete(now);
              } else {
                vertx.setTimer(PAUSE_MILLIS, later -> look(consumer, condition, holds));
              }
            });
  }

  private Future<Void> rest() {
    return vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Future<Status> status(String consumer) {
    return store.status(new Asked(consumer)).map(found -> found.consumers().get(0));
  }

  private Future<?> pause() {
    return change(Command.PAUSE, to + " takes its place");
  }

  private Future<?> resume() {
    return change(Command.RESUME, to + " could not take its place");
  }

  private Future<?> change(Command command, String why) {
    return store.change(new Change(from, command, null, null, 0, false, by, why));
  }

  private Future<Void> note() {
    return store
        .note(
            new LedgerRow(
                0,
                Instant.EPOCH,
                from,
                "switch",
                by,
                to + " has taken its place",
                null,
                null,
                null))
        .mapEmpty();
  }

  private static <T> Future<T> failed(Throwable failure) {
    return Future.failedFuture(failure);
  }
}
