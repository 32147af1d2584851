package io.tidings.benchmarks;

import io.tidings.ConsumerContext;
import io.tidings.consumers.Start;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.model.NewEvent;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A consumer whose handler waits for a timer of 10 ms, on 1,000 streams that are spread evenly over
 * the segments, against what the number in flight allows: a hundred a second each. From the first
 * call of the handler until the last has ended. For context, so many bare timers.
 */
final class ConsumeInFlight implements Benchmark {

  private static final int STREAMS = 1000;
  private static final int EVENTS = 128_000;
  private static final int BATCH = 2000;
  private static final int WAIT_MILLIS = 10;
  private static final int IN_FLIGHT = ConsumerNode.SEGMENTS * ConsumerNode.IN_FLIGHT;
  private static final double ALLOWED = IN_FLIGHT * 1000.0 / WAIT_MILLIS;
  private static final long PATIENCE_SECONDS = 120;
  private static final double GOAL = 0.8;

  @Override
  public String name() {
    return "consume-in-flight";
  }

  @Override
  public String help() {
    return "a handler that waits 10 ms, against what " + IN_FLIGHT + " in flight allow";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    PostgresLogConfig config = bench.freshLog();
    int events = bench.events(EVENTS);
    fill(config, events);
    try (ConsumerNode node = ConsumerNode.open(config)) {
      Vertx vertx = node.tidings().vertx();
      Row row =
          Rounds.compare(
              bench,
              name(),
              "events/s",
              () -> new Speed(ALLOWED, Double.NaN),
              () -> consume(node, events),
              GOAL);
      return List.of(row, Row.context("bare timers", "events/s", timers(vertx, events)));
    }
  }

  private static void fill(PostgresLogConfig config, int events) throws Exception {
    List<String> streams = streams();
    try (CopyWriter writer = new CopyWriter(config, new Versions())) {
      for (int done = 0; done < events; done += BATCH) {
        List<NewEvent> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
          batch.add(Samples.event(streams.get((done + i) % STREAMS)));
        }
        writer.write(batch);
      }
    }
  }

  /** One of each segment after the other. */
  private static List<String> streams() {
    List<String> streams = new ArrayList<>();
    for (int tried = 0; streams.size() < STREAMS; tried++) {
      String stream = "order-A" + (100_000 + tried);
      int segment = StreamName.slot(stream) * ConsumerNode.SEGMENTS / StreamName.SLOTS;
      if (segment == streams.size() % ConsumerNode.SEGMENTS) {
        streams.add(stream);
      }
    }
    return streams;
  }

  private static Speed consume(ConsumerNode node, int events) throws Exception {
    Waiting waiting = new Waiting(node.tidings().vertx(), events);
    Speed.Watch watch = Speed.start();
    Runnable stop = node.consume(Start.FIRST, waiting::handle).await();
    double perSecond = waiting.await();
    double cpu = watch.stop(events).cpuMicros();
    stop.run();
    return new Speed(perSecond, cpu);
  }

  /** As many at once as the consumer may have. */
  private static double timers(Vertx vertx, int events) throws Exception {
    Waiting waiting = new Waiting(vertx, events);
    AtomicInteger begun = new AtomicInteger();
    vertx.runOnContext(
        go -> {
          for (int i = 0; i < IN_FLIGHT; i++) {
            again(waiting, begun, events);
          }
        });
    return waiting.await();
  }

  private static void again(Waiting waiting, AtomicInteger begun, int events) {
    if (begun.incrementAndGet() <= events) {
      waiting.handle(null).onComplete(done -> again(waiting, begun, events));
    }
  }

  /** The handler; on one context. */
  private static final class Waiting {
    private final Vertx vertx;
    private final int events;
    private final Promise<Double> perSecond = Promise.promise();
    private int ended;
    private long first;

    Waiting(Vertx vertx, int events) {
      this.vertx = vertx;
      this.events = events;
    }

    Future<?> handle(ConsumerContext context) {
      if (first == 0) {
        first = System.nanoTime();
      }
      Promise<Void> waited = Promise.promise();
      vertx.setTimer(
          WAIT_MILLIS,
          timer -> {
            waited.complete();
            if (++ended == events) {
              perSecond.complete(events * 1e9 / (System.nanoTime() - first));
            }
          });
      return waited.future();
    }

    double await() throws Exception {
      return perSecond.future().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
