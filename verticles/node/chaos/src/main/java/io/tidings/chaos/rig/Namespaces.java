package io.tidings.chaos.rig;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network namespace for each node, and the harness's own as the router between them. All of it
 * ends with the processes that hold the namespaces.
 *
 * <p>There is one place more than nodes, for a member of the cluster that is none of them.
 */
final class Namespaces implements Network {

  private static final int HTTP_PORT = 8080;
  private static final int CLUSTER_PORT = 5701;

  private record Way(int from, int to) {}

  private final int nodes;
  private final String cluster;
  private final List<Process> holders = new ArrayList<>();
  private final Set<Way> cuts = new HashSet<>();
  private final Set<Integer> slow = new HashSet<>();

  Namespaces(int nodes, String cluster) throws IOException {
    this.nodes = nodes;
    this.cluster = cluster;
    try {
      Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
      for (int place = 1; place <= nodes + 1; place++) {
        make(place);
      }
    } catch (IOException | RuntimeException impossible) {
      close();
      throw impossible;
    }
  }

  private void make(int place) throws IOException {
    Process holder = new ProcessBuilder("unshare", "--net", "sleep", "infinity").start();
    holders.add(holder);
    Path own = Path.of("/proc/self/ns/net");
    Path made = Path.of("/proc/" + holder.pid() + "/ns/net");
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !Files.readSymbolicLink(made).equals(Files.readSymbolicLink(own)));
    Shell.run(
        "ip link add %s type veth peer name eth0 netns %d".formatted(veth(place), holder.pid()));
    Shell.run("ip addr add %s/24 dev %s".formatted(router(place), veth(place)));
    Shell.run("ip link set %s up".formatted(veth(place)));
    inside(place, "ip link set lo up");
    inside(place, "ip addr add %s/24 dev eth0".formatted(host(place)));
    inside(place, "ip link set eth0 up");
    inside(place, "ip route add default via %s".formatted(router(place)));
  }

  private void inside(int place, String command) {
    List<String> words = new ArrayList<>(prefix(place));
    words.addAll(List.of(command.split(" ")));
    Shell.run(words);
  }

  private List<String> prefix(int place) {
    return List.of("nsenter", "--target", Long.toString(holders.get(place - 1).pid()), "--net");
  }

  private static String veth(int place) {
    return "chaos" + place;
  }

  private static String router(int place) {
    return "10.9.%d.1".formatted(place);
  }

  private static String host(int place) {
    return "10.9.%d.2".formatted(place);
  }

  @Override
  public Place place(int node) {
    String members =
        IntStream.rangeClosed(1, nodes)
            .mapToObj(member -> host(member) + ":" + CLUSTER_PORT)
            .collect(Collectors.joining(","));
    return new Place(
        host(node),
        HTTP_PORT,
        router(node),
        prefix(node),
        List.of(
            ("--gateway.allow-insecure true --cluster.mode hosts --cluster.name %s --cluster.host %s"
                    + " --cluster.port %d --cluster.members %s"
                    + " --cluster.allow-insecure-network true")
                .formatted(cluster, host(node), CLUSTER_PORT, members)
                .split(" ")));
  }

  @Override
  public Optional<String> untouchable() {
    return Optional.empty();
  }

  @Override
  public synchronized void cut(int from, int to) {
    if (cuts.add(new Way(from, to))) {
      Shell.run("ip rule add from %s to %s blackhole".formatted(host(from), host(to)));
    }
  }

  @Override
  public synchronized void mend(int from, int to) {
    if (cuts.remove(new Way(from, to))) {
      Shell.run("ip rule del from %s to %s blackhole".formatted(host(from), host(to)));
    }
  }

  @Override
  public synchronized void slow(int node, int kilobitsPerSecond, Duration queue) {
    slow.add(node);
    Shell.run(
        "tc qdisc replace dev %s root tbf rate %dkbit burst 5kb latency %dms"
            .formatted(veth(node), kilobitsPerSecond, queue.toMillis()));
  }

  @Override
  public synchronized void hasten(int node) {
    if (slow.remove(node)) {
      Shell.run("tc qdisc del dev %s root".formatted(veth(node)));
    }
  }

  @Override
  public synchronized void heal() {
    Set.copyOf(cuts).forEach(way -> mend(way.from(), way.to()));
    Set.copyOf(slow).forEach(this::hasten);
  }

  @Override
  public synchronized void close() {
    heal();
    for (int place = 1; place <= holders.size(); place++) {
      if (Files.exists(Path.of("/sys/class/net", veth(place)))) {
        Shell.run("ip link del " + veth(place));
      }
    }
    holders.forEach(Process::destroyForcibly);
  }
}
