package io.tidings.examples.enrolment.university;

import io.tidings.log.EventLog;
import io.tidings.log.memory.MemoryEventLog;
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
import java.util.function.Supplier;

/**
 * A log in memory that is asked in turn, as by messages to a node that serves it: between what a
 * node has read and what it appends, others get their turn.
 */
final class DistantLog implements EventLog, AutoCloseable {

  private final EventLog log = new MemoryEventLog();
  private final Vertx vertx = Vertx.vertx();
  private final Context server = vertx.getOrCreateContext();

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    return ask(() -> log.append(batch));
  }

  @Override
  public Future<Page> read(Query query) {
    return ask(() -> log.read(query));
  }

  @Override
  public Future<Head> head() {
    return ask(log::head);
  }

  private <T> Future<T> ask(Supplier<Future<T>> request) {
    Context caller = Vertx.currentContext();
    Promise<T> answer = Promise.promise();
    server.runOnContext(
        there -> {
          Future<T> answered = request.get();
          if (caller == null) {
            answered.onComplete(answer);
          } else {
            answered.onComplete(done -> caller.runOnContext(back -> answered.onComplete(answer)));
          }
        });
    return answer.future();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
