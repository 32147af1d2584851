package io.tidings.examples.orders.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.examples.orders.domain.Order;
import io.tidings.examples.orders.domain.OrderDecider;
import io.tidings.examples.orders.domain.OrderEvents;
import io.tidings.examples.orders.shop.v1.OrderEvent;
import io.tidings.examples.orders.shop.v1.OrderState;
import io.tidings.model.RecordedEvent;
import io.tidings.testing.Replay;
import io.tidings.wire.EventJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * {@code log-v1.ndjson} is a log in the form that the gateway exports, with events as the first
 * version of the shop writes them: with one currency, and with sales over the counter. {@code
 * outcome-v1.csv} is what that version makes of it. Its records and what they amount to are kept in
 * the package {@code v1}, so that both can be shown to be so.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayV1Test {

  /** The only currency of the first version. */
  private static final String CURRENCY = "EUR";

  private final Replay replay = Replay.of(Resources.file("log-v1.ndjson"));

  @Test
  void the_first_version_writes_these_events_and_makes_this_of_them() throws Exception {
    for (RecordedEvent event : replay.events()) {
      Class<?> type = OrderEvent.FAMILY.recordOf(event.type(), event.event().schemaVersion());
      assertThat(EventJson.encode(EventJson.decode(event.data(), type)).text())
          .isEqualTo(event.data().text());
    }

    Map<String, OrderState> orders =
        replay.states(OrderEvent.FAMILY, OrderState.NONE, OrderState::after);

    assertThat(orders.entrySet())
        .extracting(
            one ->
                line(
                    one.getKey(),
                    one.getValue().status(),
                    one.getValue().total(),
                    one.getValue().paymentId()))
        .isEqualTo(recorded());
  }

  @Test
  void L8_a_log_of_the_first_version_has_the_same_outcome_today() throws Exception {
    Map<String, Order> orders = replay.states(OrderEvents.FAMILY, new OrderDecider());

    assertThat(replay.types())
        .containsKeys(
            "shop.order-placed version 1",
            "shop.order-completed version 1",
            "shop.order-withdrawn version 1",
            "shop.order-viewed version 1");
    assertThat(orders.entrySet())
        .extracting(
            one ->
                line(
                    one.getKey(),
                    one.getValue().status().name(),
                    one.getValue().total().amount(),
                    one.getValue().paymentId()))
        .isEqualTo(recorded());
    assertThat(orders.values())
        .extracting(order -> order.total().currency())
        .containsOnly(CURRENCY);
  }

  private static String line(String stream, String status, BigDecimal total, String paymentId) {
    return String.join(
        ",",
        stream.substring("order-".length()),
        status,
        total.toPlainString(),
        paymentId == null ? "" : paymentId);
  }

  private static List<String> recorded() throws IOException {
    List<String> lines = Files.readAllLines(Resources.file("outcome-v1.csv"));
    return lines.subList(1, lines.size());
  }
}
