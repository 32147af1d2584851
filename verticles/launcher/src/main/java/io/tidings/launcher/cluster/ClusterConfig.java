package io.tidings.launcher.cluster;

import io.tidings.config.Setting;
import io.tidings.launcher.config.Section;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How this node finds the others, and the two ports by which they reach it: Hazelcast's, for
 * membership and the registry of addresses, and the event bus's, for the events.
 *
 * <p>Both ports are loopback only unless the network is secured or declared to be safe. TLS is that
 * of the bus: Hazelcast's own port speaks no TLS in its open edition, so it belongs on a network to
 * which only nodes have access.
 */
public record ClusterConfig(
    @Setting(
            value = "local",
            help =
                "none: this process alone. local: nodes on this machine, at most 16, that find"
                    + " each other on the loopback address. hosts: those of cluster.members."
                    + " kubernetes: the pods behind cluster.service-dns.")
        Mode mode,
    @Setting(value = "tidings", help = "Nodes join only nodes that give the same name.")
        String name,
    @Setting(
            value = "127.0.0.1",
            help = "The address of this machine that both ports are bound to.")
        String host,
    @Setting(
            help =
                "The address by which others reach this node, where that is not cluster.host:"
                    + " behind address translation.")
        Optional<String> publicHost,
    @Setting(
            value = "5701",
            help =
                "Hazelcast's port; with mode local the first of 16, of which the node takes the"
                    + " first that is free.")
        int port,
    @Setting(
            help =
                "The event bus's port. Defaults to any free one with mode local, and to 15701"
                    + " otherwise.")
        Optional<Integer> busPort,
    @Setting(help = "Mode hosts: some or all nodes, this one included, as host or host:port.")
        List<String> members,
    @Setting(help = "Mode kubernetes: the name of the headless service, as in DNS.")
        Optional<String> serviceDns,
    @Setting(
            value = "false",
            help =
                "Allow both ports on an address that is not loopback without TLS: only where"
                    + " nobody else can reach them, for whoever can is a member.")
        boolean allowInsecureNetwork,
    @Setting(help = "TLS on the event bus: this node's certificate chain, PEM.")
        Optional<Path> tlsCertificate,
    @Setting(help = "TLS on the event bus: its private key, PEM (PKCS#8).") Optional<Path> tlsKey,
    @Setting(
            help =
                "TLS on the event bus: the authority that signs the nodes' certificates and"
                    + " nobody else's, PEM; names in certificates are not compared.")
        Optional<Path> tlsAuthority,
    @Setting(
            value = "5s",
            help =
                "How often a node asks another whether it is there, and how long it waits for the"
                    + " answer. Shorter notices a dead peer sooner, and a long pause as death.")
        Duration pingInterval,
    @Setting(value = "3s", help = "How long to wait for a connection to another node.")
        Duration connectTimeout,
    @Setting(
            value = "15s",
            help =
                "A member that was silent this long is taken for dead. Keep it above the longest"
                    + " pause for garbage collection.")
        Duration heartbeatTimeout) {

  /** The section of the configuration that this record is read from. */
  public static final Section<ClusterConfig> SECTION =
      new Section<>("cluster", ClusterConfig.class);

  private static final int REMOTE_BUS_PORT = 15_701;

  /** How nodes find each other. */
  public enum Mode {
    NONE,
    LOCAL,
    HOSTS,
    KUBERNETES
  }

  public ClusterConfig {
    members = List.copyOf(members);
    require(!name.isBlank(), "name is blank");
    require(1 <= port && port <= 65_520, "port %s is not between 1 and 65520", port);
    busPort.ifPresent(
        bus -> require(0 <= bus && bus <= 65_535, "bus-port %s is not between 0 and 65535", bus));
    require(isPositive(pingInterval), "ping-interval %s is not positive", pingInterval);
    require(isPositive(connectTimeout), "connect-timeout %s is not positive", connectTimeout);
    require(
        heartbeatTimeout.toSeconds() >= 5, "heartbeat-timeout %s is below 5 s", heartbeatTimeout);
    long tlsFiles =
        Stream.of(tlsCertificate, tlsKey, tlsAuthority).filter(Optional::isPresent).count();
    require(
        tlsFiles == 0 || tlsFiles == 3,
        "TLS needs all of tls-certificate, tls-key and tls-authority");
    require(mode != Mode.HOSTS || !members.isEmpty(), "mode hosts needs members, such as a:5701,b");
    require(
        mode != Mode.KUBERNETES || serviceDns.isPresent(),
        "mode kubernetes needs service-dns, such as tidings-nodes.shop.svc.cluster.local");
    if (mode != Mode.NONE) {
      requireReachableOnPurpose(mode, host, allowInsecureNetwork || tlsFiles == 3);
    }
  }

  private static void requireReachableOnPurpose(Mode mode, String host, boolean onPurpose) {
    InetAddress address = resolve(host);
    require(
        !address.isAnyLocalAddress(),
        "host %s is every address of the machine; name the one that other nodes use",
        host);
    require(
        mode != Mode.LOCAL || address.isLoopbackAddress(),
        "host %s is not loopback, as mode local needs; use mode hosts",
        host);
    require(
        address.isLoopbackAddress() || onPurpose,
        "host %s is not loopback: whoever reaches the cluster's ports becomes a member; secure the"
            + " bus with tls-certificate, tls-key and tls-authority, or set"
            + " allow-insecure-network=true on a network that only nodes can reach",
        host);
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host " + host + " is not known", e);
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String message, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }

  boolean hasTls() {
    return tlsCertificate.isPresent();
  }

  /** The port to listen on; 0 for any that is free. */
  int effectiveBusPort() {
    return busPort.orElse(mode == Mode.LOCAL ? 0 : REMOTE_BUS_PORT);
  }

  /** The address that others are told. */
  String reachableHost() {
    return publicHost.orElse(host);
  }
}
