package io.tidings.examples.orders.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.examples.orders.domain.Money;
import io.tidings.examples.orders.domain.Order;
import io.tidings.examples.orders.domain.Order.Status;
import io.tidings.examples.orders.domain.OrderDecider;
import io.tidings.examples.orders.domain.OrderEvents;
import io.tidings.testing.Replay;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * {@code log-v2.ndjson} is a log in the form that the gateway exports, written for this test: its
 * first order is placed as the first version of the shop writes it, and the others as the second
 * does, which knows currencies.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayV2Test {

  @Test
  void L8_an_order_keeps_the_currency_that_it_was_placed_in() {
    Replay replay = Replay.of(Resources.file("log-v2.ndjson"));

    assertThat(replay.types())
        .containsEntry("shop.order-placed version 1", 1L)
        .containsEntry("shop.order-placed version 2", 4L)
        .doesNotContainKey("shop.order-placed version 3");
    assertThat(replay.states(OrderEvents.FAMILY, new OrderDecider()))
        .isEqualTo(
            Map.of(
                "order-B201", new Order(Status.SHIPPED, Money.of("19.90", "EUR"), "P-B201"),
                "order-B202", new Order(Status.SHIPPED, Money.of("120.00", "CHF"), "P-B202"),
                "order-B203", new Order(Status.CANCELLED, Money.of("75.50", "EUR"), null),
                "order-B204", new Order(Status.PLACED, Money.of("15000", "JPY"), null),
                "order-B205", new Order(Status.CANCELLED, Money.of("8.75", "CHF"), "P-B205")));
  }
}
