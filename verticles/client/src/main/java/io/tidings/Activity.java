package io.tidings;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What is under way: publications, and subscriptions that have events to handle. Thread-safe. */
final class Activity {

  private static final long PAUSE_MILLIS = 2;

  private final Vertx vertx;
  private final EventLog log;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger publications = new AtomicInteger();
  private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();

  Activity(Vertx vertx, EventLog log) {
    this.vertx = vertx;
    this.log = log;
  }

  Future<AppendResult> append(Append append) {
    publications.incrementAndGet();
    return log.append(append).onComplete(done -> publications.decrementAndGet());
  }

  void begun(Subscription subscription) {
    subscriptions.add(subscription);
  }

  void ended(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  void failed(Throwable failure) {
    firstFailure.compareAndSet(null, failure);
  }

  /**
   * Handlers publish before they are done; so if all are done, nothing is on its way to the log,
   * and the log has not grown meanwhile, then there is nothing left that could make it grow.
   */
  Future<Void> settled() {
    return log.head()
        .compose(
            before ->
                isQuiet(before)
                    ? log.head().compose(after -> after.equals(before) ? outcome() : settled())
                    : vertx
                        .timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(paused -> settled()));
  }

  private boolean isQuiet(Head head) {
    return subscriptions.stream().allMatch(one -> one.handledThrough() >= head.position())
        && publications.get() == 0;
  }

  private Future<Void> outcome() {
    Throwable failure = firstFailure.getAndSet(null);
    return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
  }
}
