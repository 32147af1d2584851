package io.tidings.sourcing.engine;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A log that counts what is read of it, and where a test may do something before an append. */
final class RiggedLog implements EventLog {

  final AtomicLong eventsRead = new AtomicLong();
  private final EventLog log;
  private volatile Function<List<Append>, Future<?>> before = batch -> Future.succeededFuture();

  RiggedLog(EventLog log) {
    this.log = log;
  }

  void beforeAppend(Function<List<Append>, Future<?>> action) {
    before = action;
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    Context caller = Vertx.currentContext();
    Promise<List<AppendResult>> answer = Promise.promise();
    before
        .apply(batch)
        .onFailure(answer::fail)
        .onSuccess(
            done -> {
              if (caller == null) {
                log.append(batch).onComplete(answer);
              } else {
                caller.runOnContext(go -> log.append(batch).onComplete(answer));
              }
            });
    return answer.future();
  }

  @Override
  public Future<Page> read(Query query) {
    return log.read(query).onSuccess(page -> eventsRead.addAndGet(page.events().size()));
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }
}
