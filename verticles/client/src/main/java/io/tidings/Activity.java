package io.tidings;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.HeldStreams.HeldQuery;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.engine.Host;
import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What is under way: publications, and subscriptions that have events to handle. Thread-safe. */
final class Activity {

  private static final long PAUSE_MILLIS = 2;

  private final Vertx vertx;
  private final EventLog log;
  private final ConsumerStore store;
  private final boolean told;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final Set<Consumer> consumers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger publications = new AtomicInteger();
  private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();

  Activity(Host host) {
    this.vertx = host.vertx();
    this.log = host.log();
    this.store = host.store();
    this.told = host.pauses().told();
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

  void begun(Consumer consumer) {
    consumers.add(consumer);
  }

  void ended(Consumer consumer) {
    consumers.remove(consumer);
  }

  void failed(Throwable failure) {
    firstFailure.compareAndSet(null, failure);
  }

  /**
   * Handlers publish before they are done; so if all are done, nothing is on its way to the log,
   * and the log has not grown meanwhile, then there is nothing left that could make it grow.
   */
  Future<Void> settled() {
    Promise<Void> settled = Promise.promise();
    look(settled);
    return settled.future();
  }

  /** Not a chain of futures, which would be as deep as the wait is long. */
  private void look(Promise<Void> settled) {
    isAtRest()
        .onFailure(settled::fail)
        .onSuccess(
            atRest -> {
              if (atRest) {
                outcome().onComplete(settled);
              } else {
                vertx.setTimer(PAUSE_MILLIS, later -> look(settled));
              }
            });
  }

  private Future<Boolean> isAtRest() {
    return log.head()
        .compose(
            before ->
                isQuiet(before)
                    ? nothingToRetry()
                        .compose(
                            idle ->
                                log.head()
                                    .map(after -> idle && isQuiet(before) && after.equals(before)))
                    : Future.succeededFuture(false));
  }

  private boolean isQuiet(Head head) {
    return subscriptions.stream().allMatch(one -> one.handledThrough() >= head.position())
        && consumers.stream().allMatch(one -> through(one) >= head.position())
        && publications.get() == 0;
  }

  private long through(Consumer consumer) {
    return told ? consumer.passed() : consumer.handledThrough();
  }

  private Future<Boolean> nothingToRetry() {
    return told ? nothingDue() : nothingRetried();
  }

  /** What is due later waits until the test lets time pass. */
  private Future<Boolean> nothingDue() {
    return Future.all(consumers.stream().map(this::nothingDue).toList())
        .map(all -> !all.<Boolean>list().contains(false));
  }

  private Future<Boolean> nothingDue(Consumer consumer) {
    return store
        .status(new Definitions.Asked(consumer.name()))
        .compose(
            found ->
                found.consumers().get(0).state() == Definitions.State.RUNNING
                    ? store
                        .held(new HeldQuery(consumer.name(), SlotRange.ALL))
                        .map(held -> held.streams().stream().noneMatch(Activity::isDue))
                    : Future.succeededFuture(true));
  }

  private static boolean isDue(HeldStream held) {
    return held.state() == HeldState.RELEASED
        || held.state() == HeldState.RETRYING && held.due().isZero();
  }

  private Future<Boolean> nothingRetried() {
    return Future.all(
            consumers.stream().map(one -> store.status(new Definitions.Asked(one.name()))).toList())
        .map(
            all ->
                all.<Definitions.Statuses>list().stream()
                    .allMatch(found -> found.consumers().get(0).retrying() == 0));
  }

  private Future<Void> outcome() {
    Throwable failure = firstFailure.getAndSet(null);
    return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
  }
}
