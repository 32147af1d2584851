package io.tidings;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.engine.Pauses;
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
import java.time.Duration;
import java.time.InstantSource;

/** Everything in one JVM, on the in-memory adapters. */
final class InProcess {

  /** Where a test lets time pass, it may pass at any moment: what is due then is found at once. */
  private static final ScheduleConfig TOLD_SCHEDULE =
      new ScheduleConfig(
          ScheduleConfig.defaults().batch(),
          Duration.ofMillis(5),
          ScheduleConfig.defaults().lease(),
          ScheduleConfig.defaults().remember());

  /** No node of a test dies, and a machine that is busy must not make it look so. */
  private static final EngineConfig TOLD_ENGINE =
      new EngineConfig(
          Duration.ofMinutes(1),
          EngineConfig.defaults().claimInterval(),
          EngineConfig.defaults().checkpointInterval(),
          EngineConfig.defaults().buffer(),
          EngineConfig.defaults().drainTimeout());

  private InProcess() {}

  static Tidings tidings(Stamps stamps) {
    boolean told = stamps != Stamps.USUAL;
    Vertx vertx = Vertx.vertx();
    TidingsCodec.register(vertx);
    EventLog log = new BusEventLog(vertx, BusLogConfig.defaults(), true);
    Future<?> serving =
        serve(vertx, log, stamps.clock(), told ? TOLD_SCHEDULE : ScheduleConfig.defaults());
    if (!Context.isOnVertxThread()) {
      // Where that is forbidden, the bus adapter repeats its requests until somebody answers.
      serving.await();
    }
    Host host =
        new Host(
            vertx,
            log,
            new Tail(vertx, log, TailConfig.defaults()),
            new MemoryConsumerStore(stamps.clock(), InstantSource.system()),
            "in-process",
            new CompositeMeterRegistry(),
            told ? TOLD_ENGINE : EngineConfig.defaults(),
            told ? Pauses.by(stamps.clock()) : Pauses.USUAL);
    BusSchedule schedule = new BusSchedule(vertx, BusLogConfig.defaults(), true);
    return new Tidings(host, schedule, "/tidings", stamps, vertx::close);
  }

  private static Future<?> serve(
      Vertx vertx, EventLog log, InstantSource clock, ScheduleConfig schedule) {
    return Future.all(
        vertx.deployVerticle(
            new PersistenceVerticle(
                new MemoryEventLog(epoch(clock), clock), PersistenceConfig.defaults())),
        vertx.deployVerticle(new ScheduleVerticle(new MemorySchedule(clock), log, schedule)));
  }

  private static long epoch(InstantSource clock) {
    return Math.max(1, clock.millis());
  }
}
