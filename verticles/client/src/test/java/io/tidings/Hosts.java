package io.tidings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.log.EventLog;
import io.tidings.log.tail.Tail;
import io.vertx.core.Vertx;

/** Hosts with consumers of their own. */
final class Hosts {

  private Hosts() {}

  static Host of(Vertx vertx, EventLog log, Tail tail) {
    return new Host(
        vertx,
        log,
        tail,
        new MemoryConsumerStore(),
        "test",
        new SimpleMeterRegistry(),
        EngineConfig.defaults());
  }
}
