package io.tidings;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.memory.MemorySchedule;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.persistence.ScheduleConfig;
import io.tidings.persistence.ScheduleVerticle;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** Everything in one JVM, on the in-memory adapters. */
final class InProcess {

  private InProcess() {}

  static Tidings tidings(Stamps stamps) {
    Vertx vertx = Vertx.vertx();
    TidingsCodec.register(vertx);
    EventLog log = new BusEventLog(vertx, BusLogConfig.defaults(), true);
    Future<?> serving = serve(vertx, log, stamps.clock());
    if (!Context.isOnVertxThread()) {
      // Where that is forbidden, the bus adapter repeats its requests until somebody answers.
      serving.await();
    }
    Host host =
        new Host(
            vertx,
            log,
            new Tail(vertx, log, TailConfig.defaults()),
            new MemoryConsumerStore(),
            "in-process",
            new CompositeMeterRegistry(),
            EngineConfig.defaults());
    BusSchedule schedule = new BusSchedule(vertx, BusLogConfig.defaults(), true);
    return new Tidings(host, schedule, "/tidings", stamps, vertx::close);
  }

  private static Future<?> serve(Vertx vertx, EventLog log, InstantSource clock) {
    return Future.all(
        vertx.deployVerticle(
            new PersistenceVerticle(
                new MemoryEventLog(epoch(clock), clock), PersistenceConfig.defaults())),
        vertx.deployVerticle(
            new ScheduleVerticle(new MemorySchedule(clock), log, ScheduleConfig.defaults())));
  }

  private static long epoch(InstantSource clock) {
    return Math.max(1, clock.millis());
  }
}
