package io.tidings.launcher.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.launcher.config.Configuration;
import io.tidings.launcher.config.Sources;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterIT {

  private final String cluster = "test-" + UUID.randomUUID();
  private final List<Vertx> nodes = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (Vertx node : nodes) {
      node.close().await(20, SECONDS);
    }
  }

  @Test
  void two_nodes_on_one_machine_find_each_other_and_exchange_a_message() throws Exception {
    Vertx first = node();
    Vertx second = node();
    first
        .eventBus()
        .<String>consumer("greetings", message -> message.reply("to " + message.body()))
        .completion()
        .await(10, SECONDS);

    assertThat(members(first)).hasSize(2);
    String reply = second.eventBus().<String>request("greetings", "you").await(10, SECONDS).body();

    assertThat(reply).isEqualTo("to you");
  }

  @Test
  void nodes_that_start_at_the_same_moment_become_one_cluster() throws Exception {
    List<Future<Vertx>> starting = IntStream.range(0, 3).mapToObj(i -> start()).toList();
    for (Future<Vertx> one : starting) {
      nodes.add(one.await(30, SECONDS));
    }
    await()
        .atMost(60, SECONDS)
        .untilAsserted(() -> assertThat(nodes).allMatch(node -> members(node).size() == 3));
  }

  @Test
  void without_a_cluster_there_is_a_vertx_all_the_same() throws Exception {
    Vertx alone = start("--cluster.mode=none").await(10, SECONDS);
    nodes.add(alone);
    assertThat(alone.isClustered()).isFalse();
  }

  private Vertx node() throws Exception {
    Vertx node = start().await(30, SECONDS);
    nodes.add(node);
    return node;
  }

  private Future<Vertx> start(String... more) {
    List<String> arguments =
        Stream.concat(Stream.of("--cluster.name=" + cluster), Stream.of(more)).toList();
    Sources sources = new Sources(Optional.empty(), Map.of(), arguments, Set.of());
    ClusterConfig config =
        Configuration.read(List.of(ClusterConfig.SECTION), sources).get(ClusterConfig.SECTION);
    return Cluster.join(config, Vertx.builder(), new VertxOptions());
  }

  private static List<String> members(Vertx node) {
    return ((VertxInternal) node).clusterManager().getNodes();
  }
}
