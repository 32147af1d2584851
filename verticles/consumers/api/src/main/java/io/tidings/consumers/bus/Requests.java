package io.tidings.consumers.bus;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.log.bus.Lasting;
import io.tidings.wire.Answer;
import io.tidings.wire.Call;
import io.tidings.wire.PayloadMismatch;
import io.tidings.wire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Asks the nodes that serve a store until one answers, or the deadline is over. Thread-safe. */
final class Requests {

  private static final int MIN_PAUSE_MILLIS = 10;
  private static final int MAX_PAUSE_MILLIS = 100;

  private final Vertx vertx;
  private final Lasting lasting;
  private final BusStoreConfig config;
  private final boolean localOnly;

  Requests(Vertx vertx, BusStoreConfig config, boolean localOnly) {
    this.vertx = vertx;
    this.lasting = new Lasting(vertx);
    this.config = config;
    this.localOnly = localOnly;
  }

  <Q, R> Future<R> ask(Operation<Q, R> operation, Q request) {
    Call call = Call.of(operation.name(), request);
    long deadline = System.nanoTime() + config.deadline().toNanos();
    return lasting.call(() -> attempt(operation, call, deadline, localOnly));
  }

  /** A further attempt goes to any node: this one may be the only one that cannot do it. */
  private <R> Future<R> attempt(
      Operation<?, R> operation, Call call, long deadline, boolean local) {
    return vertx
        .eventBus()
        .request(ConsumerAddresses.STORE, call, delivery(operation, deadline).setLocalOnly(local))
        .map(Message::body)
        .recover(failure -> Future.failedFuture(unanswered(operation, failure)))
        .compose(reply -> understand(operation, reply))
        .recover(failure -> again(operation, call, deadline, failure));
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

  private <R> Future<R> again(
      Operation<?, R> operation, Call call, long deadline, Throwable failure) {
    boolean safe = operation.repeatable() || nobodyHeard(failure.getCause());
    if (!(failure instanceof ConsumerFailure.Unavailable)
        || !safe
        || System.nanoTime() - deadline >= 0) {
      return Future.failedFuture(failure);
    }
    Promise<Void> pause = Promise.promise();
    long millis = ThreadLocalRandom.current().nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
    vertx.setTimer(millis, timer -> pause.complete());
    return pause.future().compose(rested -> attempt(operation, call, deadline, false));
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
