package io.tidings.log.postgres;

import io.tidings.log.LogFailure;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.model.NewEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * Gathers requests while a transaction accepts others, and has what has gathered accepted by the
 * next one: a commit costs much more than what it accepts. Thread-safe.
 */
final class GatheredRequests {

  private static final int MAX_REQUESTS = 500;
  private static final long MAX_BYTES = 1 << 20;

  private record Waiting(ScheduleRequest request, Context context, Promise<ScheduleResult> answer) {

    void complete(ScheduleResult result) {
      onContext(() -> answer.complete(result));
    }

    void fail(Throwable failure) {
      onContext(() -> answer.fail(failure));
    }

    private void onContext(Runnable outcome) {
      if (context == null) {
        outcome.run();
      } else {
        context.runOnContext(go -> outcome.run());
      }
    }
  }

  private final Function<Tuple, Future<RowSet<Row>>> accept;
  private final int mostWaiting;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private boolean accepting;

  /**
   * @param accept executes the statement
   */
  GatheredRequests(Function<Tuple, Future<RowSet<Row>>> accept, int mostWaiting) {
    this.accept = accept;
    this.mostWaiting = mostWaiting;
  }

  Future<ScheduleResult> add(ScheduleRequest request) {
    Waiting one = new Waiting(request, Vertx.currentContext(), Promise.promise());
    List<Waiting> batch;
    synchronized (this) {
      if (waiting.size() >= mostWaiting) {
        return Future.failedFuture(
            new LogFailure.Overloaded(
                mostWaiting + " requests wait to be scheduled already", Duration.ofSeconds(1)));
      }
      waiting.add(one);
      batch = next();
    }
    accept(batch);
    return one.answer().future();
  }

  /** Empty if nothing waits, or it has to go on waiting. */
  private List<Waiting> next() {
    List<Waiting> batch = new ArrayList<>();
    long bytes = 0;
    while (!accepting && !waiting.isEmpty() && batch.size() < MAX_REQUESTS) {
      bytes += bytes(waiting.peek().request());
      if (!batch.isEmpty() && bytes > MAX_BYTES) {
        break;
      }
      batch.add(waiting.remove());
    }
    accepting |= !batch.isEmpty();
    return batch;
  }

  private void accept(List<Waiting> batch) {
    if (batch.isEmpty()) {
      return;
    }
    Future.succeededFuture(batch.stream().map(Waiting::request).toList())
        .map(ScheduleRows::requests)
        .compose(accept)
        .map(rows -> results(batch, rows))
        .recover(Failures::toLogFailure)
        .onComplete(
            results -> {
              goOn();
              for (int at = 0; at < batch.size(); at++) {
                batch.get(at).complete(results.get(at));
              }
            },
            failure -> {
              goOn();
              batch.forEach(one -> one.fail(failure));
            });
  }

  private void goOn() {
    List<Waiting> batch;
    synchronized (this) {
      accepting = false;
      batch = next();
    }
    accept(batch);
  }

  private static List<ScheduleResult> results(List<Waiting> batch, RowSet<Row> rows) {
    if (rows.size() != batch.size()) {
      throw new LogFailure.Unavailable("what was there before was forgotten meanwhile", null);
    }
    List<ScheduleResult> results = new ArrayList<>(batch.size());
    for (Row row : rows) {
      results.add(ScheduleRows.result(batch.get(results.size()).request(), row));
    }
    return results;
  }

  private static long bytes(ScheduleRequest request) {
    long bytes = 0;
    for (NewEvent event : request.append().events()) {
      bytes += event.data() == null ? 0 : event.data().length();
    }
    return bytes;
  }
}
