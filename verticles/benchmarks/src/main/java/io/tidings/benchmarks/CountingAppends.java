package io.tidings.benchmarks;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;

/** A log that lets appends through in turns, and tells when they have been recorded. */
final class CountingAppends implements EventLog {

  private final EventLog log;
  private long recorded;
  private long allowed;
  private Promise<Void> open = Promise.promise();
  private Promise<Void> ended = Promise.promise();
  private Promise<Void> next = Promise.promise();

  /** Appends wait until there is a turn. */
  CountingAppends(EventLog log) {
    this.log = log;
  }

  /** Lets batches through until so many events are recorded in all; completes when they are. */
  Future<Void> turn(long upTo) {
    Promise<Void> waiting;
    Future<Void> end;
    synchronized (this) {
      allowed = upTo;
      ended = Promise.promise();
      end = ended.future();
      waiting = open;
      open = Promise.promise();
    }
    waiting.complete();
    return end;
  }

  /** Completes with the next append. */
  synchronized Future<Void> next() {
    next = Promise.promise();
    return next.future();
  }

  private synchronized Future<Void> opened() {
    return recorded < allowed ? Future.succeededFuture() : open.future();
  }

  private void count(int events) {
    Promise<Void> one;
    Promise<Void> turn;
    synchronized (this) {
      recorded += events;
      one = next;
      turn = recorded < allowed ? null : ended;
    }
    one.tryComplete();
    if (turn != null) {
      turn.tryComplete();
    }
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    return opened().compose(open -> log.append(batch)).onSuccess(results -> count(results.size()));
  }

  @Override
  public Future<Page> read(Query query) {
    return log.read(query);
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }
}
