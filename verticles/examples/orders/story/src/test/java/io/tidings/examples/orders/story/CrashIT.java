package io.tidings.examples.orders.story;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every JVM of the example is killed, twice, while orders come in. */
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrashIT {

  private static final List<String> SERVICES = List.of("payment", "inventory", "mail", "counter");

  private static final List<String> STORY =
      List.of(
          "orders.order-placed",
          "orders.payment-taken",
          "orders.stock-reserved",
          "orders.confirmation-mailed");

  private static final String TYPES =
      "select stream, string_agg(type, ' ' order by version) as types from tidings.event"
          + " where category = 'order' group by stream";

  private Cluster cluster;
  private int orders;

  @BeforeEach
  void start() throws IOException {
    cluster = new Cluster();
    SERVICES.forEach(this::startService);
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    cluster.close();
  }

  @Test
  void C1_C2_C3_every_order_ends_paid_reserved_and_mailed_and_is_counted_once() throws Exception {
    for (int round = 0; round < 2; round++) {
      for (String service : SERVICES) {
        place(20);
        cluster.kill(service);
        place(20);
        startService(service);
      }
      place(20);
      cluster.kill("node");
      cluster.startNode();
    }
    place(20);

    await()
        .atMost(120, SECONDS)
        .untilAsserted(
            () ->
                assertThat(streams())
                    .hasSize(orders)
                    .allSatisfy((order, types) -> assertThat(types).isEqualTo(STORY)));
    await().atMost(60, SECONDS).untilAsserted(() -> assertThat(counted()).isEqualTo(orders));
    System.out.printf("%d orders placed, paid, reserved, mailed, and counted%n", orders);
  }

  private void place(int count) throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < count; n++) {
      String order = "K" + orders++;
      lines.append(
          """
          {"specversion":"1.0","id":"%s","source":"/shop","type":"orders.order-placed",\
          "subject":"order-%s","data":{"orderId":"%s","customerId":"C%d","total":9.90}}
          """
              .formatted(order, order, order, orders % 7));
    }
    assertThat(cluster.post("/v1/events", lines.toString(), "Content-Type", "application/x-ndjson"))
        .isEqualTo(200);
  }

  private Map<String, List<String>> streams() throws SQLException {
    Map<String, List<String>> found = new LinkedHashMap<>();
    try (Connection connection = cluster.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TYPES)) {
      while (rows.next()) {
        found.put(rows.getString("stream"), List.of(rows.getString("types").split(" ")));
      }
    }
    return found;
  }

  private long counted() throws SQLException {
    try (Connection connection = cluster.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select coalesce(sum(orders), 0) from orders_counted")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void startService(String service) {
    if (service.equals("counter")) {
      cluster.startService(service, "--postgres.uri=" + cluster.databaseUri());
    } else {
      cluster.startService(service);
    }
  }
}
