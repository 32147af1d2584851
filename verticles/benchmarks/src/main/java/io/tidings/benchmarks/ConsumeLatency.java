package io.tidings.benchmarks;

import io.tidings.consumers.bus.ConsumerStoreVerticle;
import io.tidings.consumers.postgres.PostgresConsumerStore;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.model.Append;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * From when the database says that it has recorded an event until it is handled on another node,
 * which has no database, at 2,000 events a second, published one by one. Both JVMs and the server
 * go by the clock of this machine, and share its cores.
 */
final class ConsumeLatency implements Benchmark {

  private static final int PER_SECOND = 2000;
  private static final int EVENTS = 40_000;
  private static final double MEDIAN_MILLIS = 3;
  private static final double P99_MILLIS = 20;
  private static final int WINDOW = 500;
  private static final long TIMEOUT_MILLIS = 120_000;

  private record Round(double perSecond, Latencies latencies) {}

  @Override
  public String name() {
    return "consume-latency";
  }

  @Override
  public String help() {
    return "recorded to handled on another node, at 2,000 events a second";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    String cluster = "bench-" + UUID.randomUUID();
    String port = Integer.toString(Ports.free());
    PostgresLogConfig config = bench.freshLog();
    Vertx vertx = Pair.join(cluster, port);
    PostgresEventLog postgres = PostgresEventLog.open(vertx, config).await();
    PostgresConsumerStore store = PostgresConsumerStore.open(vertx, config).await();
    Duration patience = Duration.ofSeconds(1);
    vertx
        .deployVerticle(new PersistenceVerticle(postgres, postgres, PersistenceConfig.defaults()))
        .await();
    vertx.deployVerticle(new ConsumerStoreVerticle(store, patience)).await();
    try (ChildJvm consumer = ChildJvm.start(LatencyConsumer.class, cluster, port)) {
      while (!consumer.line().equals("ready")) {
        // what else it prints does not matter
      }
      return measure(bench, vertx);
    } finally {
      Future.join(postgres.close(), store.close()).await();
      vertx.close().await();
    }
  }

  private List<Row> measure(Bench bench, Vertx vertx) {
    EventLog log = new BusEventLog(vertx, BusLogConfig.defaults(), true);
    List<Double> rates = new ArrayList<>();
    List<Double> medians = new ArrayList<>();
    List<Double> p99s = new ArrayList<>();
    List<Double> loads = new ArrayList<>();
    for (int round = 0; round <= bench.rounds(); round++) {
      Round done = round(vertx, log, bench.events(EVENTS));
      Latencies latencies = done.latencies();
      double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      bench.say(
          "%s, %s: %s/s, median %.2f ms, 99 of 100 within %.2f ms, all within %.2f ms; load %.1f",
          name(),
          round == 0 ? "warm-up" : "round " + round,
          Row.number(done.perSecond()),
          latencies.medianMillis(),
          latencies.p99Millis(),
          latencies.greatestMillis(),
          load);
      if (round > 0) {
        rates.add(done.perSecond());
        medians.add(latencies.medianMillis());
        p99s.add(latencies.p99Millis());
        loads.add(load);
      }
    }
    return List.of(
        Row.below(name() + ", median", "ms", Median.of(medians), MEDIAN_MILLIS),
        Row.below(name() + ", 99 of 100", "ms", Median.of(p99s), P99_MILLIS),
        Row.context("recorded meanwhile", "events/s", Median.of(rates).value()),
        Row.context("load meanwhile", "processes", Median.of(loads).value()));
  }

  private static Round round(Vertx vertx, EventLog log, int events) {
    Future<String> handled =
        vertx
            .eventBus()
            .<String>request(
                LatencyConsumer.TASK,
                Integer.toString(events),
                new DeliveryOptions().setSendTimeout(TIMEOUT_MILLIS))
            .map(reply -> reply.body());
    Future<Double> perSecond = new Pace(vertx, log, events).begin();
    return new Round(perSecond.await(), Latencies.parse(handled.await()));
  }

  /** Publishes what is due, every millisecond, unless too much waits to be recorded. */
  private static final class Pace {
    private final Vertx vertx;
    private final EventLog log;
    private final int events;
    private final long begun = System.nanoTime();
    private final Promise<Double> perSecond = Promise.promise();
    private int sent;
    private int recorded;

    Pace(Vertx vertx, EventLog log, int events) {
      this.vertx = vertx;
      this.log = log;
      this.events = events;
    }

    /** Answers what it came to a second. */
    Future<Double> begin() {
      vertx.setPeriodic(1, this::publish);
      return perSecond.future();
    }

    private void publish(long timer) {
      long due = (System.nanoTime() - begun) * PER_SECOND / 1_000_000_000;
      while (sent < Math.min(due, events) && sent - recorded < WINDOW) {
        sent++;
        log.append(List.of(Append.of(Samples.event())))
            .onSuccess(done -> recorded(timer))
            .onFailure(perSecond::tryFail);
      }
    }

    private void recorded(long timer) {
      recorded++;
      if (recorded == events) {
        vertx.cancelTimer(timer);
        perSecond.complete(events * 1e9 / (System.nanoTime() - begun));
      }
    }
  }
}
