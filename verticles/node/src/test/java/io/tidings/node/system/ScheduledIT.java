package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is scheduled, whatever happens to nodes and to PostgreSQL until it is due. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScheduledIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension final Machine machine = new Machine();

  @Test
  void S1_S2_what_is_scheduled_outlives_its_node_and_is_recorded_once_when_it_is_due()
      throws Exception {
    Path data = machine.data();
    NodeProcess node = embedded(data).ready();
    schedule(node.http(), "missed", "after=PT2S");
    Instant due = Instant.now().plusSeconds(25);
    schedule(node.http(), "later", "at=" + due);
    schedule(node.http(), "never", "after=PT20S");
    assertThat(node.http().delete("/v1/scheduled/never").status()).isEqualTo(204);
    node.kill();

    Http again = embedded(data).ready().http();

    await().atMost(PATIENCE).until(() -> state(again, "missed").equals("recorded"));
    assertThat(Instant.now()).as("the test is too slow to show anything").isBefore(due);
    assertThat(state(again, "later")).isEqualTo("pending");
    assertThat(state(again, "never")).isEqualTo("cancelled");
    await().atMost(PATIENCE).until(() -> state(again, "later").equals("recorded"));
    List<JsonObject> log = Log.all(again);
    assertThat(log).extracting(event -> event.getString("id")).containsExactly("missed", "later");
    assertThat(Instant.parse(log.get(1).getString("tidingsrecorded"))).isAfterOrEqualTo(due);
  }

  @Test
  void S2_nodes_that_record_together_and_die_record_everything_once() throws Exception {
    ServerProcess server = machine.server(machine.data());
    NodeProcess doomed = shared(server).ready();
    Http survivor = shared(server).ready().http();
    List<String> ids = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
    Instant from = Instant.now().plusSeconds(3);
    for (int at = 0; at < ids.size(); at++) {
      schedule(survivor, ids.get(at), "at=" + from.plusMillis(10L * at));
    }

    await().atMost(PATIENCE).until(() -> survivor.log().getLong("events") > 20);
    doomed.kill();

    await().atMost(PATIENCE).until(() -> undone(survivor).isEmpty());
    assertThat(Log.all(survivor))
        .extracting(event -> event.getString("id"))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void S1_S2_a_killed_server_loses_nothing_and_nodes_go_on_by_themselves() throws Exception {
    ServerProcess server = machine.server(machine.data());
    Http node = shared(server).ready().http();
    schedule(node, "before", "after=PT0S");
    schedule(node, "meanwhile", "after=PT1S");
    await().atMost(PATIENCE).until(() -> state(node, "before").equals("recorded"));

    server.crash();
    machine.server(server.data());

    await().atMost(PATIENCE).until(() -> node.get("/v1/scheduled").status() == 200);
    await().atMost(PATIENCE).until(() -> state(node, "meanwhile").equals("recorded"));
    schedule(node, "after", "after=PT0S");
    await().atMost(PATIENCE).until(() -> state(node, "after").equals("recorded"));
    assertThat(Log.all(node))
        .extracting(event -> event.getString("id"))
        .containsExactly("before", "meanwhile", "after");
    assertThat(node.get("/metrics").body())
        .contains("tidings_schedule_appends_total{outcome=\"recorded\"} 3.0");
  }

  private NodeProcess embedded(Path data) {
    return machine.node("--log", "embedded", "--data", data.toString());
  }

  private NodeProcess shared(ServerProcess server) {
    return machine.node("--log", "shared", "--data", server.data().toString());
  }

  private static void schedule(Http node, String id, String when) {
    Http.Answer answer =
        node.put("/v1/scheduled/" + id + "?" + when, Events.ONE, Events.event(id, "order-" + id));
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
  }

  private static String state(Http node, String id) {
    return node.get("/v1/scheduled/" + id).json().getString("state");
  }

  private static JsonArray undone(Http node) {
    return node.get("/v1/scheduled").json().getJsonArray("scheduled");
  }
}
