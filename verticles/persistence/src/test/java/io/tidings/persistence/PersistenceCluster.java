package io.tidings.persistence;

import io.tidings.fixtures.FakeCluster;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.vertx.core.Vertx;

/** Nodes in this JVM, some of which serve a log. */
final class PersistenceCluster implements AutoCloseable {

  private final FakeCluster nodes = new FakeCluster();

  Vertx node() {
    return nodes.node();
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
    nodes.close();
  }
}
