package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three nodes that share one embedded server, for all of the tests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterIT {

  @RegisterExtension static final Machine MACHINE = new Machine();

  private static final Duration PING_INTERVAL = Duration.ofSeconds(1);

  private static ServerProcess server;
  private static List<NodeProcess> nodes;

  @BeforeAll
  static void start() {
    server = MACHINE.server(MACHINE.data());
    List<NodeProcess> starting = Stream.generate(ClusterIT::node).limit(3).toList();
    nodes = starting.stream().map(NodeProcess::ready).toList();
  }

  private static NodeProcess node() {
    return MACHINE.node(
        "--log", "shared",
        "--data", server.data().toString(),
        "--cluster.ping-interval", PING_INTERVAL.toString());
  }

  private static Http http(int node) {
    return nodes.get(node % nodes.size()).http();
  }

  @Test
  void D2_live_clients_of_every_node_see_every_event_in_the_same_order() {
    String before = http(0).log().getString("cursor");
    List<SseClient> clients = nodes.stream().map(node -> MACHINE.follow(node, "")).toList();

    post("order", 0, 30);
    clients.forEach(client -> client.await(30));
    SseClient late = MACHINE.follow(node().ready(), "");
    post("order", 30, 40);
    clients.forEach(client -> client.await(40));
    late.await(10);

    List<String> ids = ids(Log.after(http(0), before));
    assertThat(ids).isEqualTo(names("order", 0, 40));
    assertThat(clients).allSatisfy(client -> assertThat(client.ids()).isEqualTo(ids));
    assertThat(late.ids()).isEqualTo(names("order", 30, 40));
  }

  @Test
  void D2_a_client_that_connects_again_to_another_node_misses_and_repeats_nothing() {
    String before = http(0).log().getString("cursor");
    List<String> seen = new ArrayList<>();
    String lastEventId = before;
    for (int turn = 0; turn < 4; turn++) {
      SseClient client =
          MACHINE.follow(nodes.get(turn % nodes.size()), "", "Last-Event-ID", lastEventId);
      post("again", turn * 20, turn * 20 + 10);
      client.await(turn == 0 ? 10 : 20).close();
      seen.addAll(client.ids());
      lastEventId = client.lastEventId();
      post("again", turn * 20 + 10, turn * 20 + 20);
    }

    SseClient last = MACHINE.follow(nodes.get(1), "", "Last-Event-ID", lastEventId).await(10);
    seen.addAll(last.ids());
    assertThat(seen).isEqualTo(names("again", 0, 80));
  }

  @Test
  void at_least_a_cursor_another_node_has_seen_what_was_just_posted() {
    for (int n = 0; n < 60; n++) {
      Http.Answer posted = http(n).post(Events.event("read-" + n, "read"));
      String cursor = posted.cursor();

      Http.Answer read =
          http(n + 1 + n / 3 % 2).get("/v1/streams/read/events?before=1000&at-least=" + cursor);

      assertThat(read.status()).as(read.body()).isEqualTo(200);
      assertThat(read.events().get(0).getString("id")).isEqualTo("read-" + n);
      assertThat(Log.cursor(read.events().get(0))).isEqualTo(cursor);
    }
  }

  @Test
  void what_the_sql_function_appends_reaches_the_live_clients_of_every_node() throws Exception {
    List<SseClient> clients =
        nodes.stream().map(node -> MACHINE.follow(node, "?category=sql")).toList();

    long position;
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select outcome, position from tidings.append("
                    + "ids => array['1'], sources => array['/psql'],"
                    + " types => array['orders.order-placed'], streams => array['sql-1'],"
                    + " data => array['{\"total\": 1.50}'::bytea])")) {
      rows.next();
      assertThat(rows.getString("outcome")).isEqualTo("recorded");
      position = rows.getLong("position");
    }

    for (SseClient client : clients) {
      JsonObject event = client.await(1).events().get(0);
      assertThat(Log.position(event)).isEqualTo(position);
      assertThat(event.getString("source")).isEqualTo("/psql");
      assertThat(event.getJsonObject("data").getDouble("total")).isEqualTo(1.5);
    }
  }

  @Test
  void N1_killing_a_node_loses_nothing_that_was_acknowledged() throws Exception {
    NodeProcess doomed = node().ready();
    SseClient live = MACHINE.follow(nodes.get(0), "?category=kill");
    try (Producer producer = new Producer("kill", doomed.http(), http(1), http(2))) {
      producer.awaitMore(30);
      doomed.kill();
      producer.awaitMore(100);
      producer.stop();

      List<JsonObject> recorded = Log.stream(http(0), "kill");
      assertThat(places(recorded)).isEqualTo(producer.acknowledged());
      assertThat(recorded).extracting(Log::version).isEqualTo(Log.range(1, recorded.size()));
      assertThat(live.await(recorded.size()).ids()).isEqualTo(ids(recorded));
    }
  }

  @Test
  void N2_a_node_that_leaves_under_load_loses_nothing_and_its_clients_go_on_elsewhere()
      throws Exception {
    NodeProcess leaving = node().ready();
    SseClient live = MACHINE.follow(leaving, "?category=leave");
    try (Producer producer = new Producer("leave", leaving.http(), http(1))) {
      producer.awaitMore(30);
      assertThat(leaving.terminate()).as(leaving.errors()).isZero();
      live.awaitEnd();
      producer.awaitMore(50);
      producer.stop();

      List<JsonObject> recorded = Log.stream(http(0), "leave");
      assertThat(places(recorded)).isEqualTo(producer.acknowledged());
      SseClient elsewhere =
          MACHINE.follow(nodes.get(2), "?category=leave", "Last-Event-ID", live.lastEventId());
      elsewhere.await(recorded.size() - live.ids().size());
      assertThat(Stream.of(live, elsewhere).flatMap(client -> client.ids().stream()))
          .containsExactlyElementsOf(ids(recorded));
    }
  }

  @Test
  void D2_a_node_that_was_frozen_repairs_what_it_has_missed() throws Exception {
    NodeProcess frozen = node().ready();
    SseClient live = MACHINE.follow(frozen, "?category=freeze");
    try (Producer producer = new Producer("freeze", http(0), http(1), http(2))) {
      producer.awaitMore(30);
      frozen.signal("STOP");
      // Longer than the others keep a connection to who does not answer: frames are lost.
      await().during(PING_INTERVAL.multipliedBy(4)).until(producer::works);
      frozen.signal("CONT");
      producer.awaitMore(30);
      producer.stop();

      List<JsonObject> recorded = Log.stream(http(0), "freeze");
      assertThat(places(recorded)).isEqualTo(producer.acknowledged());
      assertThat(live.await(recorded.size()).ids()).isEqualTo(ids(recorded));
    }
  }

  @Test
  void L2_L3_L4_concurrent_writers_leave_no_gap_in_a_stream_and_none_in_the_log_ever_shows()
      throws Exception {
    List<Http> all = nodes.stream().map(NodeProcess::http).toList();
    OptimisticWriters writers = new OptimisticWriters(all, 10);
    try (PollingReader reader = new PollingReader(all)) {
      writers.run(64, 10);

      List<JsonObject> read = reader.stop();
      assertThat(ids(Log.after(http(0), reader.start()))).isEqualTo(ids(read));
      assertThat(writers.stale()).isPositive();
      assertThat(read)
          .hasSize(640)
          .allSatisfy(
              event ->
                  assertThat(writers.acknowledged().get(event.getString("id")))
                      .isEqualTo(
                          new OptimisticWriters.Place(
                              event.getString("tidingsstream"),
                              Log.version(event),
                              Log.position(event))));
      for (int n = 0; n < 10; n++) {
        List<JsonObject> stream = Log.stream(http(n), "account-" + n);
        assertThat(stream).extracting(Log::version).isEqualTo(Log.range(1, 64));
      }
    }
  }

  private static void post(String subject, int from, int to) {
    for (int n = from; n < to; n++) {
      assertThat(http(n).post(Events.event(subject + "-" + n, subject)).status()).isEqualTo(201);
    }
  }

  private static Map<String, Long> places(List<JsonObject> events) {
    return events.stream().collect(Collectors.toMap(event -> event.getString("id"), Log::position));
  }

  private static List<String> names(String subject, int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> subject + "-" + n).toList();
  }

  private static List<String> ids(List<JsonObject> events) {
    return events.stream().map(event -> event.getString("id")).toList();
  }
}
