package io.tidings.benchmarks;

import io.tidings.log.EventLog;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Batches of 500 appends of one event each, against COPY of the same rows into such a table. Both
 * have one batch in flight. For context, four writers at once.
 */
final class AppendBatch implements Benchmark {

  static final int BATCH = 500;

  private static final int WRITERS = 4;
  private static final int EVENTS = 80_000;
  private static final double GOAL = 0.5;

  @Override
  public String name() {
    return "append-batch";
  }

  @Override
  public String help() {
    return "batches of 500 events into PostgreSQL, against COPY";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    Vertx vertx = Vertx.vertx();
    Versions versions = new Versions();
    var raw = bench.freshLog();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    PostgresEventLog log = PostgresEventLog.open(vertx, bench.freshLog()).await();
    try (CopyWriter one = new CopyWriter(raw, versions);
        CopyWriter two = new CopyWriter(raw, versions);
        CopyWriter three = new CopyWriter(raw, versions);
        CopyWriter four = new CopyWriter(raw, versions)) {
      int events = bench.events(EVENTS);
      Row row =
          Rounds.compare(
              bench,
              name(),
              "events/s",
              () -> copy(List.of(one), threads, events),
              () -> append(log, events, 1),
              GOAL);
      Row together =
          Rounds.compare(
              bench,
              name() + ", 4 writers",
              "events/s",
              () -> copy(List.of(one, two, three, four), threads, events),
              () -> append(log, events, WRITERS),
              Double.NaN);
      return List.of(row, together);
    } finally {
      threads.shutdown();
      log.close().await();
      vertx.close().await();
    }
  }

  private static List<List<NewEvent>> batches(int events) {
    List<List<NewEvent>> batches = new ArrayList<>();
    for (int done = 0; done < events; done += BATCH) {
      batches.add(Samples.events(BATCH));
    }
    return batches;
  }

  private static Speed copy(List<CopyWriter> writers, ExecutorService threads, int events)
      throws Exception {
    List<List<NewEvent>> batches = batches(events);
    List<Callable<Void>> shares = new ArrayList<>();
    for (int writer = 0; writer < writers.size(); writer++) {
      int first = writer;
      shares.add(
          () -> {
            for (int at = first; at < batches.size(); at += writers.size()) {
              writers.get(first).write(batches.get(at));
            }
            return null;
          });
    }
    Speed.Watch watch = Speed.start();
    for (var share : threads.invokeAll(shares)) {
      share.get();
    }
    return watch.stop(events);
  }

  static Speed append(EventLog log, int events, int writers) {
    List<List<NewEvent>> batches = batches(events);
    Speed.Watch watch = Speed.start();
    List<Future<Void>> shares = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      shares.add(append(log, batches, writer, writers));
    }
    Future.all(shares).await();
    return watch.stop(events);
  }

  private static Future<Void> append(EventLog log, List<List<NewEvent>> batches, int at, int step) {
    if (at >= batches.size()) {
      return Future.succeededFuture();
    }
    return log.append(batches.get(at).stream().map(Append::of).toList())
        .compose(
            results -> {
              requireRecorded(results);
              return append(log, batches, at + step, step);
            });
  }

  private static void requireRecorded(List<AppendResult> results) {
    for (AppendResult result : results) {
      if (!(result instanceof AppendResult.Recorded recorded) || recorded.duplicate()) {
        throw new IllegalStateException("not recorded: " + result);
      }
    }
  }
}
