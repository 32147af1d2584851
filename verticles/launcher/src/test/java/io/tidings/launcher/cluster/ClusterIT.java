package io.tidings.launcher.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.tidings.launcher.config.Configuration;
import io.tidings.launcher.config.Sources;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.VertxInternal;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

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
    answering(first);

    assertThat(members(first)).hasSize(2);
    assertThat(ask(second)).isEqualTo("to you");
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
  void N1_a_node_that_the_registry_has_lost_is_found_again() throws Exception {
    Vertx first = node();
    Vertx second = node();
    answering(first);
    assertThat(ask(second)).isEqualTo("to you");

    hazelcast(second).getMultiMap("__vertx.subs").remove("greetings");
    await().until(() -> failure(second, "greetings") == ReplyFailure.NO_HANDLERS);
    await().atMost(30, SECONDS).until(() -> failure(second, "greetings") == null);
  }

  @Test
  void N1_nobody_goes_on_sending_to_nodes_that_died_together() throws Exception {
    Vertx survivor = node();
    List<Vertx> dying = List.of(node(), node(), node());
    List<String> addresses = IntStream.range(0, 40).mapToObj(n -> "greetings-" + n).toList();
    for (String address : addresses) {
      for (Vertx node : dying) {
        answering(node, address);
      }
      assertThat(ask(survivor, address)).isEqualTo("to you");
    }

    dying.parallelStream().forEach(node -> hazelcast(node).getLifecycleService().terminate());
    await().atMost(30, SECONDS).until(() -> members(survivor).size() == 1);

    for (String address : addresses) {
      await()
          .atMost(30, SECONDS)
          .until(() -> failure(survivor, address) == ReplyFailure.NO_HANDLERS);
    }
  }

  private static ReplyFailure failure(Vertx node, String address) throws Exception {
    try {
      ask(node, address);
      return null;
    } catch (ReplyException none) {
      return none.failureType();
    }
  }

  private static HazelcastInstance hazelcast(Vertx node) {
    return ((HazelcastClusterManager) ((VertxInternal) node).clusterManager())
        .getHazelcastInstance();
  }

  @Test
  void with_tls_only_nodes_of_the_same_authority_talk_to_each_other(@TempDir Path directory)
      throws Exception {
    String[] ours = SelfSigned.make(directory, "ours").settings().toArray(String[]::new);
    String[] foreign = SelfSigned.make(directory, "foreign").settings().toArray(String[]::new);
    answering(node(ours));

    assertThat(ask(node(ours))).isEqualTo("to you");
    for (Vertx stranger : List.of(node(foreign), node())) {
      assertThatThrownBy(() -> ask(stranger))
          .isInstanceOfSatisfying(
              ReplyException.class,
              failure -> assertThat(failure.failureType()).isEqualTo(ReplyFailure.TIMEOUT));
    }
  }

  private static void answering(Vertx node) throws Exception {
    answering(node, "greetings");
  }

  private static void answering(Vertx node, String address) throws Exception {
    node.eventBus()
        .<String>consumer(address, message -> message.reply("to " + message.body()))
        .completion()
        .await(10, SECONDS);
  }

  private static String ask(Vertx node) throws Exception {
    return ask(node, "greetings");
  }

  private static String ask(Vertx node, String address) throws Exception {
    return node.eventBus()
        .<String>request(address, "you", new DeliveryOptions().setSendTimeout(3_000))
        .await(10, SECONDS)
        .body();
  }

  @Test
  void without_a_cluster_there_is_a_vertx_all_the_same() throws Exception {
    Vertx alone = start("--cluster.mode=none").await(10, SECONDS);
    nodes.add(alone);
    assertThat(alone.isClustered()).isFalse();
  }

  private Vertx node(String... more) throws Exception {
    Vertx node = start(more).await(30, SECONDS);
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
