package io.tidings.examples.orders.story;

import io.tidings.consumers.bus.ConsumerStoreVerticle;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.launcher.Node;
import io.tidings.launcher.Role;
import io.tidings.launcher.Started;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

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
    Vertx vertx = node.vertx();
    return vertx
        .deployVerticle(new PersistenceVerticle(new MemoryEventLog(), settings))
        .compose(
            log ->
                vertx
                    .deployVerticle(
                        new ConsumerStoreVerticle(new MemoryConsumerStore(), Duration.ofSeconds(5)))
                    .map(
                        store ->
                            Started.inside(
                                () ->
                                    vertx.undeploy(store).eventually(() -> vertx.undeploy(log)))));
  }
}
