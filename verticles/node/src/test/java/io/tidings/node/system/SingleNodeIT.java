package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SingleNodeIT {

  private static final String DATA =
      "{ \"orderId\":\"A123\",\"total\" : 199.990, \"é\":\"\\u00e9\" }";
  private static final String ORDER =
      """
      {"specversion":"1.0","id":"1","source":"/checkout","type":"orders.order-placed",
       "subject":"order-A123","time":"2024-05-01T12:00:00.10+02:00","tenant":"blue","data":%s}"""
          .formatted(DATA);

  @RegisterExtension final Machine machine = new Machine();

  @Test
  void the_first_event_is_at_position_1_and_survives_a_restart() throws Exception {
    Path data = machine.directory("data");
    NodeProcess node = embedded(data).ready();

    Http.Answer posted = node.http().post(ORDER);

    assertThat(posted.status()).isEqualTo(201);
    assertThat(posted.receipt().getMap())
        .containsEntry("stream", "order-A123")
        .containsEntry("version", 1)
        .containsEntry("position", 1)
        .containsEntry("duplicate", false);
    String page = node.http().get("/v1/events").body();
    assertThat(page).contains("\"data\":" + DATA + "}");
    assertThat(node.http().get("/v1/events").events().get(0).getMap())
        .containsEntry("time", "2024-05-01T12:00:00.10+02:00")
        .containsEntry("tenant", "blue");
    assertThat(node.terminate()).isZero();
    assertThat(ServerProcess.postgres(data)).isEmpty();

    NodeProcess again = embedded(data).ready();

    assertThat(again.http().get("/v1/events").body()).isEqualTo(page);
    assertThat(again.http().post(ORDER).receipt().getMap())
        .containsEntry("position", 1)
        .containsEntry("duplicate", true);
  }

  @Test
  void N1_a_killed_node_leaves_no_server_and_what_was_acknowledged_is_there_at_the_next_start()
      throws Exception {
    Path data = machine.data();
    NodeProcess node = embedded(data).ready();
    assertThat(node.http().post(ORDER).status()).isEqualTo(201);
    ProcessHandle server = ServerProcess.postgres(data).orElseThrow();

    node.kill();

    await().atMost(Duration.ofSeconds(20)).until(() -> !server.isAlive());
    Http again = embedded(data).ready().http();
    assertThat(again.get("/v1/events").body()).contains("\"data\":" + DATA + "}");
    assertThat(again.post(Events.event("2")).receipt().getMap()).containsEntry("position", 2);
  }

  @Test
  void N1_a_server_that_was_killed_is_started_again_and_the_node_goes_on() throws Exception {
    Path data = machine.data();
    Http node = embedded(data).ready().http();
    assertThat(node.post(ORDER).status()).isEqualTo(201);

    ServerProcess.postgres(data).orElseThrow().destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> node.post(Events.event("2")).status() == 201);
    assertThat(node.get("/v1/events").body()).contains("\"data\":" + DATA + "}");
    assertThat(node.post(Events.event("3")).receipt().getMap()).containsEntry("position", 3);
  }

  @Test
  void a_second_node_on_the_same_directory_is_refused_and_told_who_has_it() {
    Path data = machine.data();
    embedded(data).ready();

    NodeProcess second = embedded(data);

    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.output()).isEmpty();
    assertThat(second.errors().lines().filter(line -> line.startsWith("Tidings: ")).toList())
        .singleElement()
        .asString()
        .contains(
            "already runs an embedded PostgreSQL in " + data, "Stop it first", "another directory");
  }

  @Test
  void sql_and_another_node_reach_the_embedded_server_by_the_file_uri() throws Exception {
    Path data = machine.data();
    NodeProcess node = embedded(data).ready();
    NodeProcess other = machine.node("--log", "shared", "--data", data.toString()).ready();
    Path file = data.resolve("uri");

    assertThat(other.http().post(ORDER).receipt().getMap()).containsEntry("position", 1);
    try (Connection connection = ServerProcess.connect(Files.readString(file).strip());
        ResultSet row =
            connection.createStatement().executeQuery("select stream from tidings.events")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("order-A123");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(node.output() + node.errors()).doesNotContain(Files.readString(file).strip());
    assertThat(other.terminate()).isZero();
    assertThat(file).exists();
    assertThat(node.terminate()).isZero();
    assertThat(file).doesNotExist();
  }

  @Test
  void in_memory_there_is_no_server_and_no_directory() throws Exception {
    Path data = machine.directory("data");
    NodeProcess node =
        machine.node("--log", "memory", "--data", data.resolve("none").toString()).ready();

    assertThat(node.http().post(ORDER).receipt().getMap()).containsEntry("position", 1);
    assertThat(node.http().get("/v1/events").body()).contains("\"data\":" + DATA + "}");
    assertThat(data.resolve("none")).doesNotExist();
    assertThat(node.children()).isEmpty();
    assertThat(node.terminate()).isZero();
  }

  @Test
  void a_port_that_is_taken_is_named_and_so_is_the_way_out() {
    NodeProcess node = machine.node("--log", "memory").ready();
    int port = node.http().uri("/").getPort();

    NodeProcess second =
        machine.node("--log", "memory", "--cluster.mode", "none", "--port", "" + port);

    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.errors()).contains("cannot listen on 127.0.0.1:" + port, "--port");
  }

  @Test
  void L5_real_events_keep_their_order_and_their_bytes_and_are_recorded_once() throws Exception {
    Webhooks webhooks = Webhooks.load();
    int count = webhooks.lines().size();
    Http node = embedded(machine.data()).ready().http();

    List<JsonObject> first = node.post("/v1/events", Events.LINES, webhooks.body()).lines();
    JsonObject head = node.log();
    List<JsonObject> second = node.post("/v1/events", Events.LINES, webhooks.body()).lines();

    assertThat(first)
        .hasSize(count)
        .extracting(receipt -> receipt.getBoolean("duplicate"))
        .containsOnly(false);
    assertThat(positions(first)).isEqualTo(Log.range(1, count));
    assertThat(second)
        .hasSize(count)
        .extracting(receipt -> receipt.getBoolean("duplicate"))
        .containsOnly(true);
    assertThat(positions(second)).isEqualTo(positions(first));
    assertThat(node.log().getString("cursor")).isEqualTo(head.getString("cursor"));
    String read = node.get("/v1/events?limit=1000", "Accept", Events.LINES).body();
    assertThat(read.lines().map(Webhooks::data).toList())
        .isEqualTo(webhooks.lines().stream().map(Webhooks::data).toList());
    List<JsonObject> events = read.lines().map(JsonObject::new).toList();
    for (int at = 0; at < count; at++) {
      Map<String, Object> sent = new JsonObject(webhooks.lines().get(at)).getMap();
      assertThat(events.get(at).getMap()).containsAllEntriesOf(sent);
    }
    Map.Entry<String, List<String>> largest = webhooks.largestStream();
    List<JsonObject> stream = Log.stream(node, largest.getKey());
    assertThat(stream).extracting(event -> event.getString("id")).isEqualTo(largest.getValue());
    assertThat(stream).extracting(Log::version).isEqualTo(Log.range(1, largest.getValue().size()));
  }

  private NodeProcess embedded(Path data) {
    return machine.node("--log", "embedded", "--data", data.toString());
  }

  private static List<Long> positions(List<JsonObject> receipts) {
    return receipts.stream().map(receipt -> receipt.getLong("position")).toList();
  }
}
