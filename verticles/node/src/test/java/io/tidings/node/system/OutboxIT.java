package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service that publishes by SQL, and nodes that empty its outbox and die. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int STREAMS = 5;

  @RegisterExtension final Machine machine = new Machine();

  @Test
  void L5_what_a_service_publishes_is_recorded_once_and_in_order_though_the_relay_is_killed_twice()
      throws Exception {
    ServerProcess server = machine.server(machine.data());
    NodeProcess relay = relay(server);
    NodeProcess log = machine.node("--log", "shared", "--data", server.data().toString());
    Http survivor = log.ready().http();
    relay.ready();
    try (Connection shop = server.connect();
        Connection slow = server.connect()) {
      shop.createStatement().execute("create table orders (id int primary key)");
      shop.setAutoCommit(false);
      slow.setAutoCommit(false);
      publish(slow, "order-0", "open for all this time");
      int published = 0;
      for (int kill = 0; kill < 2; kill++) {
        NodeProcess next = relay(server);
        published = order(shop, published, 400);
        int some = published - 300;
        await().atMost(PATIENCE).until(() -> head(survivor) > some);
        relay.kill();
        published = order(shop, published, 200);
        relay = next.ready();
      }
      int all = published;
      await().atMost(PATIENCE).until(() -> head(survivor) >= all);
      assertThat(row(shop, "select (select count(*) from orders)")).isEqualTo(all);
      slow.commit();
      await().atMost(PATIENCE).until(() -> head(survivor) > all);

      List<JsonObject> recorded = Log.all(survivor);
      assertThat(recorded).hasSize(all + 1);
      for (int stream = 0; stream < STREAMS; stream++) {
        String name = "order-" + stream;
        List<String> expected =
            IntStream.iterate(stream, n -> n < all, n -> n + STREAMS)
                .mapToObj(Integer::toString)
                .toList();
        assertThat(recorded.stream().filter(e -> e.getString("tidingsstream").equals(name)))
            .extracting(event -> event.getString("id"))
            .filteredOn(id -> !id.startsWith("open"))
            .containsExactlyElementsOf(expected);
      }
      await()
          .atMost(PATIENCE)
          .until(() -> row(shop, "select count(*) from tidings_outbox.outbox") == 0);
      assertThat(relay.http().get("/metrics").body()).contains("tidings_outbox_events_total{");
    }
  }

  @Test
  void L5_the_outbox_may_be_in_another_database_and_what_it_is_told_is_text_alone()
      throws Exception {
    ServerProcess server = machine.server(machine.data());
    String shop = uri(server).replaceFirst("/[^/]*$", "/shop");
    try (Connection any = server.connect()) {
      any.createStatement().execute("create database shop");
    }
    NodeProcess relay = relay(server, shop);
    NodeProcess log = machine.node("--log", "shared", "--data", server.data().toString());
    Http survivor = log.ready().http();
    relay.ready();
    try (Connection psql = psql(shop);
        Statement statement = psql.createStatement()) {
      statement.execute("create table orders (id int primary key)");
      orderAsText(statement, 0, 100);
      await().atMost(PATIENCE).until(() -> head(survivor) > 0);
      relay.kill();
      orderAsText(statement, 100, 100);
      relay(server, shop).ready();
      orderAsText(statement, 200, 1);

      await().atMost(PATIENCE).until(() -> head(survivor) >= 201);
      List<JsonObject> recorded = Log.all(survivor);
      assertThat(recorded)
          .extracting(event -> event.getString("id"))
          .containsExactlyElementsOf(IntStream.range(0, 201).mapToObj(n -> "n" + n).toList());
      assertThat(recorded)
          .allSatisfy(
              event -> {
                assertThat(event.getString("type")).isEqualTo("shop.order-placed");
                assertThat(event.getString("source")).isEqualTo("/shop");
                assertThat(event.getString("tidingsstream")).isEqualTo("order-1");
                assertThat(event.getJsonObject("data")).isEqualTo(new JsonObject("{\"a\":1}"));
              });
    }
    try (Connection any = server.connect()) {
      any.setAutoCommit(false);
      assertThat(row(any, "select count(*) from pg_namespace where nspname = 'tidings_outbox'"))
          .isZero();
    }
  }

  /** As psql sends what is typed. */
  private static Connection psql(String uri) throws SQLException {
    URI place = URI.create(uri);
    String[] account = place.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d%s?preferQueryMode=simple"
            .formatted(place.getHost(), place.getPort(), place.getPath()),
        account[0],
        account[1]);
  }

  private static void orderAsText(Statement statement, int from, int count) throws SQLException {
    for (int n = from; n < from + count; n++) {
      statement.execute(
          """
          begin;
          insert into orders values (%1$d);
          select tidings_outbox.publish('shop.order-placed', '{"a":1}', 'order-1', 'n%1$d');
          commit;
          """
              .formatted(n));
    }
  }

  private static String uri(ServerProcess server) throws IOException {
    return Files.readString(server.data().resolve("uri")).strip();
  }

  private NodeProcess relay(ServerProcess server) throws IOException {
    return relay(server, uri(server));
  }

  private NodeProcess relay(ServerProcess server, String outbox) {
    return machine.node(
        "--log", "shared", "--data", server.data().toString(), "--outbox.uri", outbox);
  }

  /** Orders, and their events, a transaction each. */
  private static int order(Connection shop, int from, int count) throws SQLException {
    try (Statement statement = shop.createStatement()) {
      for (int n = from; n < from + count; n++) {
        statement.execute("insert into orders values (" + n + ")");
        publish(shop, "order-" + n % STREAMS, Integer.toString(n));
        shop.commit();
      }
    }
    return from + count;
  }

  private static void publish(Connection shop, String stream, String id) throws SQLException {
    try (Statement statement = shop.createStatement()) {
      statement.execute(
          "select tidings_outbox.publish('orders.order-placed', '{}'::jsonb, '%s', '%s')"
              .formatted(stream, id));
    }
  }

  private static long row(Connection shop, String sql) throws SQLException {
    try (Statement statement = shop.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      long value = result.getLong(1);
      shop.commit();
      return value;
    }
  }

  private static long head(Http node) {
    return node.log().getLong("events");
  }
}
