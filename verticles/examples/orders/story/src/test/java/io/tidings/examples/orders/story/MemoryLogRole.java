package io.tidings.examples.orders.story;

import io.tidings.launcher.Node;
import io.tidings.launcher.Role;
import io.tidings.launcher.Started;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.vertx.core.Future;

/** Serves a log that nobody needs after the test. */
public final class MemoryLogRole implements Role<PersistenceConfig> {

  @Override
  public String name() {
    return "persistence";
  }

  @Override
  public Class<PersistenceConfig> settings() {
    return PersistenceConfig.class;
  }

  @Override
  public boolean hostsLog() {
    return true;
  }

  @Override
  public Future<Started> start(Node node, PersistenceConfig settings) {
    return node.vertx()
        .deployVerticle(new PersistenceVerticle(new MemoryEventLog(), settings))
        .map(id -> Started.inside(() -> node.vertx().undeploy(id)));
  }
}
