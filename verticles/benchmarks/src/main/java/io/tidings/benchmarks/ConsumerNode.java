package io.tidings.benchmarks;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Start;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.postgres.PostgresConsumerStore;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;
import java.util.function.Function;

/** A node that has the persistence role itself, and consumers. */
record ConsumerNode(LocalLog log, PostgresConsumerStore store, CountingLog reads, Tidings tidings)
    implements AutoCloseable {

  static final int SEGMENTS = 8;
  static final int IN_FLIGHT = 16;

  static ConsumerNode open(PostgresLogConfig config) {
    LocalLog log = LocalLog.open(config);
    PostgresConsumerStore store = PostgresConsumerStore.open(log.vertx(), config).await();
    CountingLog reads = new CountingLog(log.bus());
    Tidings tidings = tidings(log.vertx(), reads, store, true);
    tidings.tail().start().await();
    return new ConsumerNode(log, store, reads, tidings);
  }

  /** What such a node, or one without a database, publishes and consumes with. */
  static Tidings tidings(Vertx vertx, EventLog log, ConsumerStore store, boolean localOnly) {
    Tail tail = new Tail(vertx, log, TailConfig.defaults());
    Host host =
        new Host(
            vertx,
            log,
            tail,
            store,
            UUID.randomUUID().toString(),
            new CompositeMeterRegistry(),
            EngineConfig.defaults());
    return new Tidings(
        host, new BusSchedule(vertx, BusLogConfig.defaults(), localOnly), "/shop/orders");
  }

  /** A consumer that nobody has seen before, in a verticle of its own; answers how to stop it. */
  Future<Runnable> consume(Start start, Function<ConsumerContext, Future<?>> handler) {
    Vertx vertx = tidings.vertx();
    return vertx
        .deployVerticle(context -> consume(tidings, start, handler))
        .map(verticle -> () -> vertx.undeploy(verticle).await());
  }

  static Future<?> consume(
      Tidings tidings, Start start, Function<ConsumerContext, Future<?>> handler) {
    return tidings
        .consumer("bench-" + UUID.randomUUID())
        .startAt(start)
        .segments(SEGMENTS)
        .inFlight(IN_FLIGHT)
        .onAny(handler)
        .start();
  }

  @Override
  public void close() {
    store.close().await();
    log.close();
  }
}
