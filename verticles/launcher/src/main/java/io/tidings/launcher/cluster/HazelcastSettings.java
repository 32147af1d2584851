package io.tidings.launcher.cluster;

import com.hazelcast.config.ClasspathXmlConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import io.tidings.launcher.cluster.ClusterConfig.Mode;
import java.util.Locale;
import java.util.stream.IntStream;

/** The file of {@code cluster-config/hazelcast} for a mode, completed from the configuration. */
final class HazelcastSettings {

  /** Mode local: as many nodes as find a port, and as many members as a joining node tries. */
  static final int LOCAL_PORTS = 16;

  private HazelcastSettings() {}

  static Config of(ClusterConfig cluster) {
    // Hazelcast chooses its logger before it reads any file.
    System.setProperty("hazelcast.logging.type", "slf4j");
    String file = cluster.mode().name().toLowerCase(Locale.ROOT) + ".xml";
    Config config = new ClasspathXmlConfig("hazelcast/" + file);
    config.setClusterName(cluster.name());
    long silence = cluster.heartbeatTimeout().toSeconds();
    config.setProperty("hazelcast.max.no.heartbeat.seconds", Long.toString(silence));
    config.setProperty("hazelcast.heartbeat.interval.seconds", Long.toString(silence / 5));
    network(config.getNetworkConfig(), cluster);
    return config;
  }

  private static void network(NetworkConfig network, ClusterConfig cluster) {
    boolean local = cluster.mode() == Mode.LOCAL;
    network
        .setPort(cluster.port())
        .setPortAutoIncrement(local)
        .setPortCount(local ? LOCAL_PORTS : 1)
        .setReuseAddress(!local);
    network.getInterfaces().setEnabled(true).addInterface(cluster.host());
    cluster.publicHost().ifPresent(network::setPublicAddress);
    switch (cluster.mode()) {
      case LOCAL -> localMembers(network, cluster);
      case HOSTS -> network.getJoin().getTcpIpConfig().setMembers(cluster.members());
      case KUBERNETES ->
          network
              .getJoin()
              .getKubernetesConfig()
              .setProperty("service-dns", cluster.serviceDns().orElseThrow());
      default -> throw new IllegalStateException("no cluster, no Hazelcast");
    }
  }

  private static void localMembers(NetworkConfig network, ClusterConfig cluster) {
    IntStream.range(cluster.port(), cluster.port() + LOCAL_PORTS)
        .mapToObj(port -> cluster.host() + ":" + port)
        .forEach(network.getJoin().getTcpIpConfig()::addMember);
  }
}
