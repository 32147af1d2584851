package io.tidings.sourcing.engine;

import io.tidings.log.EventLog;
import io.tidings.log.memory.MemoryEventLog;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

class MemoryWritersTest extends Writers {

  private final Vertx vertx = Vertx.vertx();

  @Override
  Vertx vertx() {
    return vertx;
  }

  @Override
  EventLog log() {
    return new MemoryEventLog();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }
}
