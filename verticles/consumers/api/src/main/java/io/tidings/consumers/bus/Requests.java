package io.tidings.consumers.bus;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.log.bus.Attempts;
import io.tidings.wire.Answer;
import io.tidings.wire.Call;
import io.tidings.wire.PayloadMismatch;
import io.tidings.wire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;

/** Asks the nodes that serve a store until one answers, or the deadline is over. Thread-safe. */
final class Requests {

  private final Vertx vertx;
  private final Attempts attempts;
  private final BusStoreConfig config;
  private final boolean localOnly;

  Requests(Vertx vertx, BusStoreConfig config, boolean localOnly) {
    this.vertx = vertx;
    this.attempts = new Attempts(vertx, ConsumerFailure.Unavailable.class);
    this.config = config;
    this.localOnly = localOnly;
  }

  <Q, R> Future<R> ask(Operation<Q, R> operation, Q request) {
    Call call = Call.of(operation.name(), request);
    long deadline = System.nanoTime() + config.deadline().toNanos();
    return attempts.until(
        deadline,
        (failure, unknown) -> isRepeatable(operation, failure),
        first -> attempt(operation, call, deadline, first && localOnly));
  }

  /** A further attempt goes to any node: this one may be the only one that cannot do it. */
  private <R> Future<R> attempt(
      Operation<?, R> operation, Call call, long deadline, boolean local) {
    return vertx
        .eventBus()
        .request(ConsumerAddresses.STORE, call, delivery(operation, deadline).setLocalOnly(local))
        .map(Message::body)
        .recover(failure -> Future.failedFuture(unanswered(operation, failure)))
        .compose(reply -> understand(operation, reply));
  }

  private DeliveryOptions delivery(Operation<?, ?> operation, long deadline) {
    Duration rest = Duration.ofNanos(deadline - System.nanoTime());
    Duration timeout = operation.repeatable() ? config.attemptTimeout() : rest;
    return new DeliveryOptions().setSendTimeout(Math.max(1, timeout.toMillis()));
  }

  private static <R> Future<R> understand(Operation<?, R> operation, Object reply) {
    if (reply instanceof Refusal refusal) {
      return Future.failedFuture(Refusals.failure(refusal));
    }
    try {
      return Future.succeededFuture(((Answer) reply).body(operation.answer()));
    } catch (ClassCastException | PayloadMismatch unreadable) {
      return Future.failedFuture(
          new ConsumerFailure.Unavailable(
              operation.name() + " was answered with what this version cannot read", unreadable));
    }
  }

  private static boolean isRepeatable(Operation<?, ?> operation, Throwable failure) {
    return failure instanceof ConsumerFailure.Unavailable
        && (operation.repeatable() || nobodyHeard(failure.getCause()));
  }

  private static boolean nobodyHeard(Throwable cause) {
    return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }

  private static ConsumerFailure unanswered(Operation<?, ?> operation, Throwable failure) {
    return new ConsumerFailure.Unavailable(
        "no node that serves consumers answered "
            + operation.name()
            + " ("
            + failure.getMessage()
            + ")",
        failure);
  }
}
