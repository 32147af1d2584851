package io.tidings.examples.orders.story;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shop's JVM is killed as soon as the log shows one thing or another of an order, and so is the
 * one that keeps the table of open orders.
 */
@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShopCrashIT {

  /** What can be seen of an order, its payment, its shipment and its saga. */
  private static final String SEEN =
      "select type from tidings.event"
          + " where stream in ('order-' || ?, 'payment-' || ?, 'shipment-' || ?, 'fulfilment-' || ?)"
          + " order by position";

  private static final Duration LOOK = Duration.ofMillis(20);

  /** How long the shop waits for the payment, and for the parcel to leave. */
  private enum Patience {
    ENDLESS("24h", "24h"),
    BRIEF_FOR_PAYMENT("1s", "24h"),
    BRIEF_FOR_DISPATCH("24h", "1s");

    private final String[] settings;

    Patience(String payment, String dispatch) {
      settings = new String[] {"--shop.payment=" + payment, "--shop.dispatch=" + dispatch};
    }
  }

  private static Cluster cluster;
  private static OpenOrders openOrders;
  private static Patience running;
  private static int orders;

  @BeforeAll
  static void start() throws IOException {
    cluster = new Cluster();
    openOrders = new OpenOrders(cluster);
  }

  @AfterAll
  static void end() throws IOException, InterruptedException {
    cluster.close();
  }

  @AfterEach
  void C3_the_table_has_the_open_orders_and_no_others() throws SQLException {
    openOrders.awaitHandled();
    openOrders.requireRows();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.payment-taken", "shop.order-paid", "shop.parcel-dispatched"})
  void an_order_is_paid_for_once_and_shipped_once_wherever_the_shop_is_killed(String seen)
      throws Exception {
    shop(Patience.ENDLESS);
    leaveOpen();
    String order = place();
    killAt(order, seen, () -> pay(order), () -> dispatch(order));
    openOrders.kill();

    List<String> all =
        awaitAll(order, "shop.order-shipped", () -> pay(order), () -> dispatch(order));

    assertThat(of(all, "shop."))
        .containsExactlyInAnyOrder(
            "shop.order-placed",
            "shop.payment-requested",
            "shop.payment-taken",
            "shop.order-paid",
            "shop.shipment-requested",
            "shop.parcel-dispatched",
            "shop.order-shipped");
  }

  @ParameterizedTest
  @ValueSource(strings = "fulfilment.saga-timed-out")
  void who_does_not_pay_is_not_charged_wherever_the_shop_is_killed(String seen) throws Exception {
    shop(Patience.BRIEF_FOR_PAYMENT);
    String order = place();
    killAt(order, seen);

    List<String> all = awaitAll(order, "shop.order-cancelled");

    assertThat(of(all, "shop."))
        .containsExactlyInAnyOrder(
            "shop.order-placed",
            "shop.payment-requested",
            "shop.payment-given-up",
            "shop.order-cancelled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.shipment-abandoned", "shop.payment-refunded"})
  void what_was_paid_is_given_back_once_wherever_the_shop_is_killed(String seen) throws Exception {
    shop(Patience.BRIEF_FOR_DISPATCH);
    String order = place();
    killAt(order, seen, () -> pay(order));

    List<String> all = awaitAll(order, "shop.order-cancelled");

    assertThat(of(all, "shop."))
        .containsExactlyInAnyOrder(
            "shop.order-placed",
            "shop.payment-requested",
            "shop.payment-taken",
            "shop.order-paid",
            "shop.shipment-requested",
            "shop.shipment-abandoned",
            "shop.payment-refunded",
            "shop.order-cancelled");
  }

  @Test
  void a_replay_of_any_part_of_the_log_leaves_the_open_orders_as_they_are() throws Exception {
    shop(Patience.ENDLESS);
    leaveOpen();
    String order = place();
    awaitAll(order, "shop.order-shipped", () -> pay(order), () -> dispatch(order));
    openOrders.awaitHandled();

    openOrders.replayTo(openOrders.placed(order));
    openOrders.requireRows();
    openOrders.replayTo("latest");
    openOrders.requireRows();

    assertThat(openOrders.skipped()).isEmpty();
  }

  /** Somebody who does something as soon as it can be done, and until it has been. */
  @FunctionalInterface
  private interface Somebody {
    void act() throws IOException, InterruptedException;
  }

  private static void killAt(String order, String seen, Somebody... others) throws Exception {
    awaitAll(order, seen, others);
    cluster.kill("shop");
    cluster.startService("shop", running.settings);
  }

  private static List<String> awaitAll(String order, String seen, Somebody... others) {
    List<String> all = new ArrayList<>();
    await()
        .atMost(60, SECONDS)
        .pollInterval(LOOK)
        .until(
            () -> {
              for (Somebody one : others) {
                one.act();
              }
              all.clear();
              all.addAll(seen(order));
              return all.contains(seen);
            });
    return all;
  }

  private static List<String> seen(String order) throws SQLException {
    List<String> types = new ArrayList<>();
    try (Connection connection = cluster.connect();
        PreparedStatement statement = connection.prepareStatement(SEEN)) {
      for (int parameter = 1; parameter <= 4; parameter++) {
        statement.setString(parameter, order);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          types.add(rows.getString(1));
        }
      }
    }
    return types;
  }

  private static List<String> of(List<String> types, String prefix) {
    return types.stream().filter(type -> type.startsWith(prefix)).toList();
  }

  private static String place() {
    String order = "K" + orders++;
    await()
        .atMost(60, SECONDS)
        .pollInterval(LOOK)
        .until(
            () ->
                command(
                    "orders/order-" + order,
                    "place-order",
                    "place-" + order,
                    """
                    {"orderId":"%s","customerId":"C1","total":{"amount":9.90,"currency":"EUR"}}"""
                        .formatted(order)));
    return order;
  }

  /** An order that nobody pays for, and one that no parcel leaves for. */
  private static void leaveOpen() {
    openOrders.isLeft(place(), false);
    String paid = place();
    awaitAll(paid, "shop.order-paid", () -> pay(paid));
    openOrders.isLeft(paid, true);
  }

  private static void pay(String order) throws IOException, InterruptedException {
    command(
        "payments/payment-" + order,
        "pay",
        "pay-" + order,
        "{\"orderId\":\"%s\",\"paymentId\":\"P-%s\"}".formatted(order, order));
  }

  private static void dispatch(String order) throws IOException, InterruptedException {
    command(
        "shipments/shipment-" + order,
        "dispatch-parcel",
        "dispatch-" + order,
        "{\"orderId\":\"%s\",\"trackingNumber\":\"T-%s\"}".formatted(order, order));
  }

  /** Whether the command is carried out now, or was before. */
  private static boolean command(String path, String type, String id, String data)
      throws IOException, InterruptedException {
    return cluster.post(
            "/v1/commands/" + path,
            data,
            "Content-Type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-source",
            "/test",
            "ce-type",
            type,
            "ce-id",
            id)
        == 200;
  }

  private static void shop(Patience patience) throws InterruptedException {
    if (patience == running) {
      return;
    }
    if (running != null) {
      cluster.kill("shop");
    }
    cluster.startService("shop", patience.settings);
    running = patience;
  }
}
