package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.Jar;
import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RolesIT {

  @RegisterExtension final Machine machine = new Machine();

  @Test
  void persistence_nodes_replace_each_other_behind_a_gateway() throws Exception {
    ServerProcess server = machine.server(machine.data());
    NodeProcess first = persistence(server);
    NodeProcess gateway =
        machine.node(Jar.GATEWAY, "--bus.attempt-timeout", "500ms", "--bus.deadline", "2s");
    assertThat(first.ready().http()).isNull();
    gateway.ready();
    SseClient live = machine.follow(gateway, "");
    try (Producer producer = new Producer("roles", gateway.http())) {
      producer.awaitMore(20);
      NodeProcess second = persistence(server).ready();
      producer.awaitMore(20);
      first.kill();
      producer.awaitMore(50);
      NodeProcess third = persistence(server).ready();
      assertThat(second.terminate()).isZero();
      producer.awaitMore(50);
      producer.stop();

      List<JsonObject> recorded = Log.all(gateway.http());
      assertThat(recorded.stream().collect(Collectors.toMap(e -> e.getString("id"), Log::position)))
          .isEqualTo(producer.acknowledged());
      assertThat(live.await(recorded.size()).positions()).isEqualTo(Log.range(1, recorded.size()));
      assertThat(third.terminate()).isZero();
    }
    refusedForNow(gateway.http());
  }

  @Test
  void a_gateway_is_alive_but_not_ready_before_there_is_a_log() {
    ServerProcess server = machine.server(machine.data());
    NodeProcess gateway =
        machine
            .node(Jar.GATEWAY, "--bus.attempt-timeout", "500ms", "--bus.deadline", "1s")
            .waiting();
    Http http = gateway.http();
    assertThat(http.get("/health/live").status()).isEqualTo(200);
    assertThat(http.get("/health/ready").status()).isEqualTo(503);
    refusedForNow(http);

    persistence(server).ready();

    await().atMost(Duration.ofSeconds(20)).until(() -> http.get("/health/ready").status() == 200);
    gateway.ready();
    assertThat(http.post(Events.event("1")).status()).isEqualTo(201);
  }

  @Test
  void a_gateway_needs_no_database_and_a_persistence_node_no_http() throws Exception {
    try (JarFile gateway = new JarFile(Jar.GATEWAY.path());
        JarFile persistence = new JarFile(Jar.PERSISTENCE.path())) {
      assertThat(gateway.stream().map(entry -> entry.getName()))
          .contains("io/tidings/gateway/GatewayVerticle.class")
          .noneMatch(name -> name.matches("(org/postgresql|org/flywaydb|io/vertx/pgclient)/.*"))
          .noneMatch(name -> name.matches("io/tidings/log/(postgres|embedded)/.*"));
      assertThat(persistence.stream().map(entry -> entry.getName()))
          .contains("io/tidings/persistence/PersistenceVerticle.class")
          .noneMatch(name -> name.startsWith("io/tidings/gateway/"));
    }
  }

  private static void refusedForNow(Http gateway) {
    Http.Answer refused = gateway.post(Events.event("refused"));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(refused.json().getString("type")).isEqualTo("urn:tidings:problem:log-unavailable");
  }

  private NodeProcess persistence(ServerProcess server) {
    return machine.node(Jar.PERSISTENCE, "--log", "shared", "--data", server.data().toString());
  }
}
