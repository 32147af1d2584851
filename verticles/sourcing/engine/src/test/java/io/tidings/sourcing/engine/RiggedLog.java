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
import java.util.function.UnaryOperator;

/**
 * A log that counts what is read of it, and where a test may change an append, and do something
 * before it, and between the reading of a page and its answer.
 */
final class RiggedLog implements EventLog {

  final AtomicLong eventsRead = new AtomicLong();
  private final EventLog log;
  private volatile Function<List<Append>, Future<?>> before = batch -> Future.succeededFuture();
  private volatile UnaryOperator<Append> changing = append -> append;
  private volatile Function<Query, Future<?>> after = query -> Future.succeededFuture();

  RiggedLog(EventLog log) {
    this.log = log;
  }

  void onAppend(UnaryOperator<Append> change) {
    changing = change;
  }

  void afterRead(Function<Query, Future<?>> action) {
    after = action;
  }

  void beforeAppend(Function<List<Append>, Future<?>> action) {
    before = action;
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    List<Append> changed = batch.stream().map(changing).toList();
    return then(before.apply(changed), done -> log.append(changed));
  }

  @Override
  public Future<Page> read(Query query) {
    Future<Page> page =
        log.read(query).onSuccess(read -> eventsRead.addAndGet(read.events().size()));
    return page.compose(read -> then(after.apply(query), done -> page));
  }

  /** On the context of the caller, if he has one. */
  private static <T> Future<T> then(Future<?> action, Function<Object, Future<T>> next) {
    Context caller = Vertx.currentContext();
    Promise<T> answer = Promise.promise();
    action
        .onFailure(answer::fail)
        .onSuccess(
            done -> {
              if (caller == null) {
                next.apply(done).onComplete(answer);
              } else {
                caller.runOnContext(go -> next.apply(done).onComplete(answer));
              }
            });
    return answer.future();
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }
}
