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
import java.util.concurrent.atomic.AtomicLong;

/** A log that tells when so many appends have been recorded. */
final class CountingAppends implements EventLog {

  private final EventLog log;
  private final long goal;
  private final AtomicLong appended = new AtomicLong();
  private final Promise<Void> reached = Promise.promise();
  private volatile Promise<Void> next = Promise.promise();

  CountingAppends(EventLog log, long goal) {
    this.log = log;
    this.goal = goal;
  }

  Future<Void> reached() {
    return reached.future();
  }

  /** Completes with the next append. */
  Promise<Void> next() {
    next = Promise.promise();
    return next;
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    return log.append(batch)
        .onSuccess(
            results -> {
              next.tryComplete();
              if (appended.addAndGet(results.size()) >= goal) {
                reached.tryComplete();
              }
            });
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
