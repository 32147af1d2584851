package io.tidings.log.bus;

import io.tidings.log.LogFailure;
import io.tidings.wire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests that are repeated until they are answered or the deadline has come; so only such as may
 * be repeated. Bounded in number. Thread-safe.
 */
final class Requests {

  private static final int MIN_PAUSE_MILLIS = 10;
  private static final int MAX_PAUSE_MILLIS = 100;

  private final Vertx vertx;
  private final Lasting lasting;
  private final BusLogConfig config;
  private final DeliveryOptions first;
  private final DeliveryOptions further;
  private final AtomicInteger inFlight = new AtomicInteger();

  Requests(Vertx vertx, BusLogConfig config, boolean localOnly) {
    this.vertx = vertx;
    this.lasting = new Lasting(vertx);
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
    return lasting
        .call(() -> attempt(new Call<>(address, body, answer, deadline), null))
        .onComplete(done -> inFlight.decrementAndGet());
  }

  private record Call<T>(String address, Object body, Class<T> answer, long deadline) {}

  /**
   * The first attempt may stay in this node; a further one goes to any that serves the log, for it
   * may be this node alone that cannot reach it.
   *
   * @param unknown why the outcome of an attempt before is unknown; null if there was none such
   */
  private <T> Future<T> attempt(Call<T> call, LogFailure.Unavailable unknown) {
    return vertx
        .eventBus()
        .request(call.address(), call.body(), unknown == null ? first : further)
        .map(Message::body)
        .recover(failure -> Future.failedFuture(unanswered(call.address(), failure)))
        .compose(reply -> understand(call.address(), reply, call.answer()))
        .recover(failure -> again(call, unknown, failure));
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

  /** One that was not answered may still be carried out: a later refusal says nothing of it. */
  private <T> Future<T> again(Call<T> call, LogFailure.Unavailable before, Throwable failure) {
    LogFailure.Unavailable unknown =
        failure instanceof LogFailure.Unavailable unavailable ? unavailable : before;
    if (unknown == null
        || !(failure instanceof LogFailure.Unavailable
            || failure instanceof LogFailure.Overloaded)) {
      return Future.failedFuture(failure);
    }
    if (System.nanoTime() - call.deadline() >= 0) {
      return Future.failedFuture(unknown);
    }
    long millis = ThreadLocalRandom.current().nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
    return vertx.timer(millis).compose(rested -> attempt(call, unknown));
  }

  private static LogFailure unanswered(String address, Throwable failure) {
    return new LogFailure.Unavailable(
        "no persistence node answered " + address + " (" + failure.getMessage() + ")", failure);
  }
}
