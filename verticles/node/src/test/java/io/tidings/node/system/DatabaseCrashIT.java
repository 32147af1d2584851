package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseCrashIT {

  @RegisterExtension final Machine machine = new Machine();

  @Test
  void N1_L6_a_killed_server_loses_nothing_that_was_acknowledged_and_everybody_goes_on()
      throws Exception {
    ServerProcess server = machine.server(machine.data());
    List<NodeProcess> nodes = Stream.generate(() -> impatient(server)).limit(2).toList();
    List<Http> http = nodes.stream().map(node -> node.ready().http()).toList();
    List<SseClient> clients = nodes.stream().map(node -> machine.follow(node, "")).toList();
    long epoch = http.get(0).log().getLong("epoch");
    try (Producer producer = new Producer("crash", http.get(0), http.get(1))) {
      producer.awaitMore(50);

      server.crash();
      await().atMost(Duration.ofSeconds(30)).until(() -> producer.refusals() > 0);
      machine.server(server.data());
      producer.awaitMore(100);
      producer.stop();

      List<JsonObject> recorded = Log.all(http.get(1));
      assertThat(recorded).extracting(Log::position).isEqualTo(Log.range(1, recorded.size()));
      assertThat(recorded.stream().collect(Collectors.toMap(e -> e.getString("id"), Log::position)))
          .isEqualTo(producer.acknowledged());
      for (SseClient client : clients) {
        assertThat(client.await(recorded.size()).positions())
            .isEqualTo(Log.range(1, recorded.size()));
      }
    }
    assertThat(http.get(0).log().getLong("epoch")).isGreaterThan(epoch);
    assertThat(http).allMatch(node -> node.get("/health/ready").status() == 200);
  }

  /** Gives up soon, so that the test need not wait for what a producer is told then. */
  private NodeProcess impatient(ServerProcess server) {
    return machine.node(
        "--log", "shared",
        "--data", server.data().toString(),
        "--persistence.deadline", "1s",
        "--bus.deadline", "1s",
        "--bus.attempt-timeout", "1s");
  }
}
