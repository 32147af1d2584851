package io.tidings.examples.orders.domain;

import io.tidings.examples.orders.domain.OrderCommand.CancelOrder;
import io.tidings.examples.orders.domain.OrderCommand.MarkPaid;
import io.tidings.examples.orders.domain.OrderCommand.MarkShipped;
import io.tidings.examples.orders.domain.OrderCommand.PlaceOrder;
import io.tidings.examples.orders.domain.OrderEvent.OrderCancelled;
import io.tidings.examples.orders.domain.OrderEvent.OrderPaid;
import io.tidings.examples.orders.domain.OrderEvent.OrderPlaced;
import io.tidings.examples.orders.domain.OrderEvent.OrderShipped;
import io.tidings.testing.scenarios.Scenario;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OrderDeciderTest {

  private static final Money TOTAL = Money.of("199.99", "EUR");
  private static final OrderPlaced PLACED = new OrderPlaced("A123", "C456", TOTAL);
  private static final OrderPaid PAID = new OrderPaid("A123", "P-77");
  private static final OrderShipped SHIPPED = new OrderShipped("A123", "T-9");

  private static Scenario<OrderCommand, OrderEvent, Order> order() {
    return Scenario.of(new OrderDecider());
  }

  @Test
  void an_order_is_placed_once() {
    PlaceOrder place = new PlaceOrder("A123", "C456", TOTAL);

    order().when(place).then(PLACED);
    order().given(PLACED).when(place).thenRejected("order-placed-already");
  }

  @Test
  void nothing_is_ordered_for_nothing() {
    order()
        .when(new PlaceOrder("A123", "C456", Money.of("0.00", "EUR")))
        .thenRejected("total-not-positive");
  }

  @Test
  void an_order_is_paid_once() {
    order().given(PLACED).when(new MarkPaid("A123", "P-77")).then(PAID);
    order().given(PLACED, PAID).when(new MarkPaid("A123", "P-78")).thenRejected("order-is-paid");
    order().when(new MarkPaid("A123", "P-77")).thenRejected("no-such-order");
  }

  @Test
  void what_is_not_paid_is_not_shipped() {
    MarkShipped ship = new MarkShipped("A123", "T-9");

    order().given(PLACED).when(ship).thenRejected("order-is-placed");
    order().given(PLACED, PAID).when(ship).then(SHIPPED);
  }

  @Test
  void what_is_shipped_is_not_cancelled() {
    CancelOrder cancel = new CancelOrder("A123", "changed my mind");
    OrderCancelled cancelled = new OrderCancelled("A123", "changed my mind");

    order().given(PLACED).when(cancel).then(cancelled);
    order().given(PLACED, PAID).when(cancel).then(cancelled);
    order().given(PLACED, cancelled).when(cancel).thenNothing();
    order().given(PLACED, PAID, SHIPPED).when(cancel).thenRejected("order-is-shipped");
  }

  @Test
  void what_is_cancelled_is_neither_paid_nor_shipped() {
    OrderCancelled cancelled = new OrderCancelled("A123", "changed my mind");

    order()
        .given(PLACED, cancelled)
        .when(new MarkPaid("A123", "P-77"))
        .thenRejected("order-is-cancelled");
    order()
        .given(PLACED, PAID, cancelled)
        .when(new MarkShipped("A123", "T-9"))
        .thenRejected("order-is-cancelled");
  }
}
