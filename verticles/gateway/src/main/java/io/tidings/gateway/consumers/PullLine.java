package io.tidings.gateway.consumers;

import io.tidings.consumers.Offers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Those who pull from one consumer, first come, first served: only the first of them asks the store
 * at a time, so that however many wait cost no more than one. Used on one event loop alone.
 */
final class PullLine {

  private static final long PAUSE_MILLIS = 200;

  private record Waiter(
      Offers.Pull pull, long deadline, Future<?> gone, Promise<Offers.PulledList> promise) {}

  private final Vertx vertx;
  private final Function<Offers.Pull, Future<Offers.PulledList>> store;
  private final Runnable empty;
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private boolean asking;
  private boolean hinted;
  private boolean closing;
  private long timer = -1;

  /**
   * @param empty told when nobody waits any more
   */
  PullLine(Vertx vertx, Function<Offers.Pull, Future<Offers.PulledList>> store, Runnable empty) {
    this.vertx = vertx;
    this.store = store;
    this.empty = empty;
  }

  /**
   * Events, or none if none was offered for so long.
   *
   * @param gone when it completes, nobody waits any more
   */
  Future<Offers.PulledList> pull(Offers.Pull pull, Duration wait, Future<?> gone) {
    Waiter waiter = new Waiter(pull, System.nanoTime() + wait.toNanos(), gone, Promise.promise());
    waiters.add(waiter);
    gone.onComplete(left -> leave(waiter));
    ask();
    return waiter.promise().future();
  }

  /** Something may have been offered. */
  void hint() {
    hinted = true;
    ask();
  }

  /** Nobody waits any more: all are answered as soon as it is known what there is for them. */
  void close() {
    closing = true;
    ask();
  }

  private void leave(Waiter waiter) {
    if (!asking || waiters.peek() != waiter) {
      waiters.remove(waiter);
      waiter.promise().tryFail("the client has gone");
    }
  }

  private void ask() {
    if (asking) {
      return;
    }
    vertx.cancelTimer(timer);
    Waiter first = waiters.peek();
    if (first == null) {
      empty.run();
      return;
    }
    asking = true;
    hinted = false;
    store.apply(first.pull()).onSuccess(this::pulled).onFailure(this::failed);
  }

  private void pulled(Offers.PulledList events) {
    asking = false;
    if (events.events().isEmpty()) {
      nothingFor(System.nanoTime());
      return;
    }
    taker().promise().tryComplete(events);
    ask();
  }

  /** The first, or, if it has gone meanwhile, somebody who has not. */
  private Waiter taker() {
    Waiter first = waiters.poll();
    Waiter taker = first;
    while (taker != null && taker.gone().isComplete()) {
      taker = waiters.poll();
    }
    return taker == null ? first : taker;
  }

  private void nothingFor(long now) {
    List<Waiter> late = new ArrayList<>();
    waiters.removeIf(
        waiter -> {
          boolean over = closing || waiter.deadline() - now <= 0 || waiter.gone().isComplete();
          return over && late.add(waiter);
        });
    late.forEach(waiter -> waiter.promise().tryComplete(new Offers.PulledList(List.of())));
    if (hinted || waiters.isEmpty()) {
      ask();
    } else {
      timer = vertx.setTimer(pause(now), rested -> ask());
    }
  }

  private long pause(long now) {
    long soonest = PAUSE_MILLIS;
    for (Waiter waiter : waiters) {
      soonest = Math.min(soonest, 1 + Math.max(0, waiter.deadline() - now) / 1_000_000);
    }
    return soonest;
  }

  private void failed(Throwable failure) {
    asking = false;
    List<Waiter> all = List.copyOf(waiters);
    waiters.clear();
    empty.run();
    all.forEach(waiter -> waiter.promise().tryFail(failure));
  }
}
