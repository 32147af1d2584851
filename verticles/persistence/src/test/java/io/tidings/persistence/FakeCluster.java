package io.tidings.persistence;

import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.test.fakecluster.FakeClusterManager;
import java.util.ArrayList;
import java.util.List;

/** Nodes in this JVM whose bus crosses real sockets. One at a time: its registry is static. */
final class FakeCluster implements AutoCloseable {

  private final List<Vertx> nodes = new ArrayList<>();

  Vertx node() {
    VertxOptions options =
        new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1"));
    Vertx node =
        Vertx.builder()
            .with(options)
            .withClusterManager(new FakeClusterManager())
            .buildClustered()
            .await();
    TidingsCodec.register(node);
    nodes.add(node);
    return node;
  }

  /** A node that serves the log. */
  Vertx persistenceNode(EventLog log) {
    return persistenceNode(log, PersistenceConfig.defaults());
  }

  Vertx persistenceNode(EventLog log, PersistenceConfig config) {
    Vertx node = node();
    node.deployVerticle(new PersistenceVerticle(log, config)).await();
    return node;
  }

  static EventLog remoteLog(Vertx node) {
    return new BusEventLog(node, BusLogConfig.defaults(), false);
  }

  /** The log that the node serves itself. */
  static EventLog localLog(Vertx node) {
    return new BusEventLog(node, BusLogConfig.defaults(), true);
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.close().await());
    FakeClusterManager.reset();
  }
}
