package io.tidings.launcher.cluster;

import io.tidings.launcher.cluster.ClusterConfig.Mode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;

/** Builds the Vert.x of a node. */
public final class Cluster {

  private Cluster() {}

  /**
   * A Vert.x that has joined the cluster, or one for itself if there is none to join.
   *
   * <p>Fails if a port is taken, the address is not this machine's, or a certificate cannot be
   * read; nothing is left running then.
   *
   * @param builder carries everything but the cluster: metrics, tracing
   * @param options get the event bus's part set
   */
  public static Future<Vertx> join(
      ClusterConfig cluster, VertxBuilder builder, VertxOptions options) {
    if (cluster.mode() == Mode.NONE) {
      return Future.succeededFuture(builder.with(options).build());
    }
    // The files are ours, and a test checks them; at the start it would cost half a second.
    System.setProperty("hazelcast.config.schema.validation.enabled", "false");
    return builder
        .with(options.setEventBusOptions(BusSettings.of(cluster)))
        .withClusterManager(new HealingClusterManager(HazelcastSettings.of(cluster)))
        .buildClustered();
  }
}
