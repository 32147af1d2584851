package io.tidings.chaos.rig;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All nodes on 127.0.0.1, where nobody comes between them. */
final class Loopback implements Network {

  private static final String HOST = "127.0.0.1";
  private static final int CLUSTER_PORTS = 16;

  private final String reason;
  private final int firstPort;
  private final int clusterPort;
  private final String cluster;

  Loopback(int nodes, String cluster, String reason) {
    this.reason = reason;
    this.cluster = cluster;
    clusterPort = Ports.free(CLUSTER_PORTS + nodes);
    firstPort = clusterPort + CLUSTER_PORTS;
  }

  @Override
  public Place place(int node) {
    return new Place(
        HOST,
        firstPort + node - 1,
        HOST,
        List.of(),
        List.of("--cluster.name", cluster, "--cluster.port", Integer.toString(clusterPort)));
  }

  @Override
  public Optional<String> untouchable() {
    return Optional.of(reason);
  }

  @Override
  public void cut(int from, int to) {
    throw new UnsupportedOperationException(reason);
  }

  @Override
  public void slow(int node, int kilobitsPerSecond, Duration queue) {
    throw new UnsupportedOperationException(reason);
  }

  @Override
  public void mend(int from, int to) {}

  @Override
  public void hasten(int node) {}

  @Override
  public void heal() {}

  @Override
  public void close() {}
}
