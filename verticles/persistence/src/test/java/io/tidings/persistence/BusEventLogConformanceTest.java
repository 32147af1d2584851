package io.tidings.persistence;

import io.tidings.fixtures.AcrossTheWire;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.EventLogConformance;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

/** The suites through requests, group commit and the wire format. */
class BusEventLogConformanceTest implements EventLogConformance {

  private final Vertx vertx = Vertx.vertx();

  @Override
  public EventLog emptyLog() {
    AcrossTheWire.register(vertx);
    AwaitedLog.await(
        vertx.deployVerticle(
            new PersistenceVerticle(new MemoryEventLog(), PersistenceConfig.defaults())));
    return new BusEventLog(vertx, BusLogConfig.defaults(), false);
  }

  @AfterEach
  void close() {
    AwaitedLog.await(vertx.close());
  }
}
