package io.tidings.benchmarks;

import io.tidings.launcher.cluster.Cluster;
import io.tidings.launcher.cluster.ClusterConfig;
import io.tidings.launcher.config.Configuration;
import io.tidings.launcher.config.Sources;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A cluster of two JVMs on this machine, and what they say to each other. */
final class Pair {

  /** The sender takes a {@code Task} here, as text. */
  static final String TASK = "bench.task";

  /** What is measured, from the sender to the receiver. */
  static final String FRAMES = "bench.frames";

  /** The receiver says here how many messages it has seen. */
  static final String SEEN = "bench.seen";

  static final int FRAME_EVENTS = 64;

  /** Messages under way at most: the bus itself would take any number. */
  static final int WINDOW = 64;

  /** After how many messages the receiver says so. */
  static final int STRIDE = 8;

  /** Different ones, so that nothing is encoded once for all. */
  static final int DIFFERENT_FRAMES = 256;

  private Pair() {}

  static Vertx join(String cluster, String port) throws Exception {
    Configuration configuration =
        Configuration.read(
            List.of(ClusterConfig.SECTION),
            new Sources(
                Optional.empty(),
                Map.of(),
                List.of("--cluster.name", cluster, "--cluster.port", port),
                Set.of()));
    Vertx vertx =
        Cluster.join(configuration.get(ClusterConfig.SECTION), Vertx.builder(), new VertxOptions())
            .await(30, TimeUnit.SECONDS);
    TidingsCodec.register(vertx);
    return vertx;
  }
}
