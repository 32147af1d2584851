package io.tidings.examples.orders.story;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** The service that keeps the table of open orders, and what that is to show. */
final class OpenOrders {

  private static final String SERVICE = "open-orders";
  private static final String CONSUMER = "/v1/consumers/open-orders";

  private static final String ROWS =
      "select concat_ws(' ', order_id, customer_id, amount, currency, paid) from open_orders";

  private static final String PLACED =
      "select epoch || '-' || position from tidings.event where stream = 'order-' || ?"
          + " and type = 'shop.order-placed'";

  private final Cluster cluster;
  private final Set<String> leftOpen = new TreeSet<>();

  OpenOrders(Cluster cluster) {
    this.cluster = cluster;
    start();
  }

  private void start() {
    cluster.startService(SERVICE, "--postgres.uri=" + cluster.databaseUri());
  }

  void kill() throws InterruptedException {
    cluster.kill(SERVICE);
    start();
  }

  /** The table is to have this row, for nobody goes on with the order. */
  void isLeft(String order, boolean paid) {
    leftOpen.add("%s C1 9.90 EUR %s".formatted(order, paid ? "t" : "f"));
  }

  /** Whatever was recorded so far is in it. */
  void awaitHandled() {
    await().atMost(60, SECONDS).until(() -> lag(cluster.get(CONSUMER)) == 0);
  }

  private static int lag(JsonObject consumer) {
    return consumer.getJsonObject("lag").getInteger("events");
  }

  void requireRows() throws SQLException {
    assertThat(rows()).isEqualTo(leftOpen);
  }

  /** From the first event to this place; when all of it is over. */
  void replayTo(String place) throws IOException, InterruptedException {
    JsonObject range = new JsonObject().put("from", "first").put("to", place);
    assertThat(
            cluster.post(CONSUMER + "/replay", range.encode(), "Content-Type", "application/json"))
        .isEqualTo(202);
    await().atMost(60, SECONDS).until(this::replaysNothing);
  }

  private boolean replaysNothing() throws IOException, InterruptedException {
    JsonObject consumer = cluster.get(CONSUMER);
    return consumer.getString("state").equals("running")
        && consumer.getJsonArray("segments").stream()
            .allMatch(segment -> ((JsonObject) segment).getValue("replay") == null);
  }

  /** What was given up, of replays as well. */
  JsonArray skipped() throws IOException, InterruptedException {
    JsonArray skipped = new JsonArray();
    for (Object row : cluster.get("/v1/ledger?consumer=" + SERVICE).getJsonArray("rows")) {
      if (((JsonObject) row).getString("action").equals("skip")) {
        skipped.add(row);
      }
    }
    return skipped;
  }

  /** Where an order was placed, as a cursor. */
  String placed(String order) throws SQLException {
    try (Connection connection = cluster.connect();
        PreparedStatement statement = connection.prepareStatement(PLACED)) {
      statement.setString(1, order);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private Set<String> rows() throws SQLException {
    Set<String> found = new TreeSet<>();
    try (Connection connection = cluster.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ROWS)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
