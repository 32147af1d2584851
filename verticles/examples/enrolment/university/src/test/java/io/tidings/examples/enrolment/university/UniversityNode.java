package io.tidings.examples.enrolment.university;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.Tidings;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.log.EventLog;
import io.tidings.log.memory.MemorySchedule;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.sourcing.engine.Sourcing;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** A node that decides enrolments, beside others on the same log; it has a bus of its own. */
final class UniversityNode implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Sourcing sourcing;

  UniversityNode(EventLog log, String name) {
    TidingsCodec.register(vertx);
    Host host =
        new Host(
            vertx,
            log,
            new Tail(vertx, log, TailConfig.defaults()),
            new MemoryConsumerStore(),
            name,
            meters,
            EngineConfig.defaults());
    Tidings tidings = new Tidings(host, new MemorySchedule(InstantSource.system()), "/" + name);
    vertx.deployVerticle(new UniversityVerticle(tidings)).await();
    sourcing = Sourcing.of(tidings);
  }

  /** Its commands are decided here. */
  Sourcing sourcing() {
    return sourcing;
  }

  /** How often a decision was made again, since another node was faster. */
  long conflicts() {
    return (long) meters.get("tidings.decider.conflicts").counter().count();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
