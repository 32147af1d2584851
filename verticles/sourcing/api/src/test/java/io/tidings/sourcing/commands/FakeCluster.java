package io.tidings.sourcing.commands;

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

  @Override
  public void close() {
    nodes.forEach(node -> node.close().await());
    FakeClusterManager.reset();
  }
}
