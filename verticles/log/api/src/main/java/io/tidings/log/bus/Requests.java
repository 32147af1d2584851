package io.tidings.log.bus;

import io.tidings.log.LogFailure;
import io.tidings.wire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests that are repeated until they are answered or the deadline has come; so only such as may
 * be repeated. Bounded in number. Thread-safe.
 */
final class Requests {

  private final Vertx vertx;
  private final Attempts attempts;
  private final BusLogConfig config;
  private final DeliveryOptions first;
  private final DeliveryOptions further;
  private final AtomicInteger inFlight = new AtomicInteger();

  Requests(Vertx vertx, BusLogConfig config, boolean localOnly) {
    this.vertx = vertx;
    this.attempts = new Attempts(vertx, LogFailure.Unavailable.class);
    this.config = config;
    this.first = delivery().setLocalOnly(localOnly);
    this.further = delivery();
  }

  private DeliveryOptions delivery() {
    return new DeliveryOptions().setSendTimeout(config.attemptTimeout().toMillis());
  }

  <T> Future<T> send(String address, Object body, Class<T> answer) {
    if (inFlight.incrementAndGet() > config.maxInFlight()) {
      inFlight.decrementAndGet();
      return Future.failedFuture(
          new LogFailure.Overloaded(
              config.maxInFlight() + " requests to the log are waiting for an answer",
              Duration.ofSeconds(1)));
    }
    long deadline = System.nanoTime() + config.deadline().toNanos();
    return attempts
        .until(deadline, Requests::isRepeatable, isFirst -> attempt(address, body, answer, isFirst))
        .onComplete(done -> inFlight.decrementAndGet());
  }

  /**
   * The first attempt may stay in this node; a further one goes to any that serves the log, for it
   * may be this node alone that cannot reach it.
   */
  private <T> Future<T> attempt(String address, Object body, Class<T> answer, boolean isFirst) {
    return vertx
        .eventBus()
        .request(address, body, isFirst ? first : further)
        .map(Message::body)
        .recover(failure -> Future.failedFuture(unanswered(address, failure)))
        .compose(reply -> understand(address, reply, answer));
  }

  private static <T> Future<T> understand(String address, Object reply, Class<T> answer) {
    if (answer.isInstance(reply)) {
      return Future.succeededFuture(answer.cast(reply));
    }
    if (reply instanceof Refusal refusal) {
      return Future.failedFuture(Refusals.failure(refusal));
    }
    return Future.failedFuture(
        new LogFailure.Unavailable(address + " answered with what this version cannot read", null));
  }

  /** An overloaded node has carried nothing out, but the one that was asked before it may have. */
  private static boolean isRepeatable(Throwable failure, boolean unknown) {
    return unknown
        && (failure instanceof LogFailure.Unavailable || failure instanceof LogFailure.Overloaded);
  }

  private static LogFailure unanswered(String address, Throwable failure) {
    return new LogFailure.Unavailable(
        "no persistence node answered " + address + " (" + failure.getMessage() + ")", failure);
  }
}
