package io.tidings.examples.orders.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.examples.orders.domain.OrderEvent.OrderCancelled;
import io.tidings.examples.orders.domain.OrderEvent.OrderPaid;
import io.tidings.examples.orders.domain.OrderEvent.OrderPlaced;
import io.tidings.examples.orders.domain.OrderEvent.OrderShipped;
import io.tidings.examples.orders.domain.history.OrderCompletedV1;
import io.tidings.examples.orders.domain.history.OrderPlacedV1;
import io.tidings.examples.orders.domain.history.OrderPlacedV2;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OrderEventsTest {

  private static final BigDecimal TOTAL = new BigDecimal("199.990");

  @Test
  void before_there_were_currencies_it_was_euros() {
    assertThat(OrderEvents.FAMILY.today(new OrderPlacedV1("A123", "C456", TOTAL)))
        .containsExactly(new OrderPlaced("A123", "C456", Money.of("199.990", "EUR")));
  }

  @Test
  void a_currency_beside_the_total_is_kept() {
    assertThat(OrderEvents.FAMILY.today(new OrderPlacedV2("A123", "C456", TOTAL, "CHF")))
        .containsExactly(new OrderPlaced("A123", "C456", Money.of("199.990", "CHF")));
  }

  @Test
  void a_sale_over_the_counter_is_paid_and_then_shipped() {
    assertThat(OrderEvents.FAMILY.today(new OrderCompletedV1("A123", "P-77", "T-9")))
        .containsExactly(new OrderPaid("A123", "P-77"), new OrderShipped("A123", "T-9"));
  }

  @Test
  void withdrawing_is_cancelling_by_another_name_and_viewing_means_nothing() {
    assertThat(OrderEvents.FAMILY.recordOf("shop.order-withdrawn", 1))
        .isEqualTo(OrderCancelled.class);
    assertThat(OrderEvents.FAMILY.drops("shop.order-viewed", 1)).isTrue();
  }
}
