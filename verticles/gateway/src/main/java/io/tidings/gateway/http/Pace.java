package io.tidings.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets refusals for overload go, in their order, as long as they take no more than a tenth of the
 * verticle's time. To refuse costs nearly as much as to record, so whoever refused all that a flood
 * brings would have no time left to record. While a refusal waits its connection is not read, which
 * slows the flood down at its source; as many wait as there are connections, at most. One of these
 * serves one verticle, on its event loop.
 */
final class Pace {

  private static final long TICK_MILLIS = 10;
  private static final long SHARE = 10;
  private static final long MOST_CREDIT_NANOS = 20_000_000;
  private static final long FIRST_COST_NANOS = 50_000;
  private static final int MEMORY = 8;

  private final Vertx vertx;
  private final Set<Promise<Void>> waiting = new LinkedHashSet<>();
  private final AtomicInteger held;
  private boolean ticking;
  private long credit = MOST_CREDIT_NANOS;
  private long asOf = System.nanoTime();
  private long cost = FIRST_COST_NANOS;

  /**
   * A pace of its own for one verticle.
   *
   * @param held counts those that wait, of all verticles of the node
   */
  Pace(Vertx vertx, AtomicInteger held) {
    this.vertx = vertx;
    this.held = held;
  }

  /** Succeeds when it is this request's turn to be refused, or when its client has gone. */
  Future<Void> turn(HttpServerRequest request) {
    if (waiting.isEmpty() && credit() > 0) {
      credit -= cost;
      return Future.succeededFuture();
    }
    if (!request.isEnded()) {
      request.pause();
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(turn);
    held.incrementAndGet();
    request.response().closeHandler(gone -> leave(turn));
    tick();
    return turn.future();
  }

  private void leave(Promise<Void> turn) {
    if (waiting.remove(turn)) {
      held.decrementAndGet();
      turn.tryComplete();
    }
  }

  private long credit() {
    long now = System.nanoTime();
    credit = Math.min(MOST_CREDIT_NANOS, credit + (now - asOf) / SHARE);
    asOf = now;
    return credit;
  }

  private void tick() {
    if (!ticking) {
      ticking = true;
      vertx.setTimer(TICK_MILLIS, timer -> release());
    }
  }

  /** At least one, however slow the machine is. */
  private void release() {
    ticking = false;
    long most = Math.max(1, credit());
    long begun = System.nanoTime();
    long spent = 0;
    int refused = 0;
    while (!waiting.isEmpty() && spent < most) {
      leave(waiting.iterator().next());
      refused++;
      spent = System.nanoTime() - begun;
    }
    if (refused > 0) {
      cost += (spent / refused - cost) / MEMORY;
      credit = Math.max(credit - spent, -MOST_CREDIT_NANOS);
    }
    if (!waiting.isEmpty()) {
      tick();
    }
  }
}
