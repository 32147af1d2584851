package io.tidings.persistence;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Gathers appends while a transaction runs, and records what has gathered with the next one. Each
 * caller is answered for itself. A batch whose outcome is unknown is repeated, which L5 makes safe.
 * For one thread: the event loop of the verticle.
 */
final class GroupCommit {

  private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

  private final Vertx vertx;
  private final EventLog log;
  private final PersistenceConfig config;
  private final AppendQueue queue;
  private final BiConsumer<List<Append>, List<AppendResult>> recorded;
  private final Map<Key, Pending> underway = new HashMap<>();
  private boolean committing;
  private Promise<Void> idle = Promise.promise();

  /** By what a repeated request is told from others: its first event. */
  private record Key(String source, String id) {

    static Key of(List<Append> appends) {
      NewEvent first = appends.get(0).events().get(0);
      return new Key(first.source(), first.id());
    }
  }

  /**
   * @param recorded is told about every batch that was answered, before its callers are
   */
  GroupCommit(
      Vertx vertx,
      EventLog log,
      PersistenceConfig config,
      BiConsumer<List<Append>, List<AppendResult>> recorded) {
    this.vertx = vertx;
    this.log = log;
    this.config = config;
    this.queue = new AppendQueue(config);
    this.recorded = recorded;
    idle.complete();
  }

  /**
   * Records them. What is asked once more while it waits or is being recorded, because the caller
   * lost patience, is answered with it: whoever is slow would otherwise be made slower.
   */
  Future<List<AppendResult>> append(List<Append> appends) {
    if (appends.isEmpty()) {
      return Future.failedFuture(new LogFailure.Invalid("a batch without appends"));
    }
    Pending same = underway.get(Key.of(appends));
    if (same != null && same.appends().equals(appends)) {
      return same.answer().future().map(GroupCommit::repeated);
    }
    return accept(Pending.of(appends));
  }

  private Future<List<AppendResult>> accept(Pending pending) {
    if (!queue.offer(pending)) {
      return Future.failedFuture(
          new LogFailure.Overloaded(
              queue.events() + " events wait to be recorded already", Duration.ofSeconds(1)));
    }
    Key key = Key.of(pending.appends());
    underway.put(key, pending);
    pending.answer().future().onComplete(answered -> underway.remove(key, pending));
    commit();
    return pending.answer().future();
  }

  /** Succeeds when everything that was accepted has been answered. */
  Future<Void> drained() {
    return idle.future();
  }

  private void commit() {
    if (committing) {
      return;
    }
    List<Pending> batch = queue.nextBatch();
    if (batch.isEmpty()) {
      idle.tryComplete();
      return;
    }
    if (idle.future().isComplete()) {
      idle = Promise.promise();
    }
    committing = true;
    attempt(batch)
        .onComplete(
            results -> {
              recorded.accept(appends(batch), results);
              goOn();
              answer(batch, results);
            },
            failure -> {
              if (failure instanceof LogFailure.Invalid && batch.size() > 1) {
                oneByOne(batch.iterator());
                return;
              }
              goOn();
              batch.forEach(pending -> pending.answer().fail(failure));
            });
  }

  private void goOn() {
    committing = false;
    commit();
  }

  /** What one caller should not have sent costs the others of the batch nothing but time. */
  private void oneByOne(Iterator<Pending> rest) {
    if (!rest.hasNext()) {
      goOn();
      return;
    }
    List<Pending> one = List.of(rest.next());
    attempt(one)
        .onSuccess(
            results -> {
              recorded.accept(appends(one), results);
              answer(one, results);
            })
        .onFailure(failure -> one.get(0).answer().fail(failure))
        .onComplete(done -> oneByOne(rest));
  }

  private static List<Append> appends(List<Pending> batch) {
    return batch.stream().flatMap(pending -> pending.appends().stream()).toList();
  }

  private Future<List<AppendResult>> attempt(List<Pending> batch) {
    return attempt(appends(batch), batch.get(0).since() + config.deadline().toNanos());
  }

  private Future<List<AppendResult>> attempt(List<Append> appends, long deadline) {
    return log.append(appends)
        .recover(
            failure -> {
              if (!(failure instanceof LogFailure.Unavailable)
                  || System.nanoTime() - deadline >= 0) {
                return Future.failedFuture(failure);
              }
              Promise<Void> rested = Promise.promise();
              vertx.setTimer(PAUSE_AFTER_FAILURE_MILLIS, timer -> rested.complete());
              return rested.future().compose(again -> attempt(appends, deadline));
            });
  }

  private static List<AppendResult> repeated(List<AppendResult> results) {
    return results.stream()
        .map(
            result ->
                result instanceof AppendResult.Recorded recorded
                    ? new AppendResult.Recorded(recorded.receipts(), true)
                    : result)
        .toList();
  }

  private static void answer(List<Pending> batch, List<AppendResult> results) {
    int from = 0;
    for (Pending pending : batch) {
      int to = from + pending.appends().size();
      pending.answer().complete(results.subList(from, to));
      from = to;
    }
  }
}
