package io.tidings.gateway;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a log and fails, or keeps callers waiting, when a test says so. */
final class FaultyLog implements EventLog {

  private final AtomicInteger failing = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();
  private final Promise<Void> released = Promise.promise();
  private volatile LogFailure failure;
  private volatile RuntimeException broken;
  private volatile LogFailure.CursorLost lost;
  private volatile boolean holding;
  private EventLog log;

  EventLog before(EventLog log) {
    this.log = log;
    return this;
  }

  void failAppends(int times, LogFailure with) {
    failure = with;
    failing.set(times);
  }

  /** Reads fail with what no log fails with. */
  void breakReads(RuntimeException with) {
    broken = with;
  }

  /** From now on cursors behind the place to go back to are of a lost future. */
  void lose(LogFailure.CursorLost behind) {
    lost = behind;
  }

  /** Appends, reads and heads wait from now on. */
  void hold() {
    holding = true;
  }

  void release() {
    holding = false;
    released.tryComplete();
  }

  int held() {
    return held.get();
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Future.failedFuture(failure);
    }
    return unheld().compose(go -> log.append(batch));
  }

  @Override
  public Future<Page> read(Query query) {
    LogFailure.CursorLost rolledBack = lost;
    if (rolledBack != null && query.after() > rolledBack.goBackTo().position()) {
      return Future.failedFuture(rolledBack);
    }
    return broken != null ? Future.failedFuture(broken) : unheld().compose(go -> log.read(query));
  }

  @Override
  public Future<Head> head() {
    return unheld().compose(go -> log.head());
  }

  private Future<Void> unheld() {
    if (!holding) {
      return Future.succeededFuture();
    }
    held.incrementAndGet();
    return released.future();
  }
}
