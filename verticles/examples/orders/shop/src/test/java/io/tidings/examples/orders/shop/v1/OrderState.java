package io.tidings.examples.orders.shop.v1;

import io.tidings.examples.orders.shop.v1.OrderEvent.OrderCompleted;
import io.tidings.examples.orders.shop.v1.OrderEvent.OrderPaid;
import io.tidings.examples.orders.shop.v1.OrderEvent.OrderPlaced;
import io.tidings.examples.orders.shop.v1.OrderEvent.OrderShipped;
import io.tidings.examples.orders.shop.v1.OrderEvent.OrderWithdrawn;
import java.math.BigDecimal;

/**
 * What the first version of the shop knew of an order.
 *
 * @param total in the only currency that there was
 * @param paymentId null if it was not paid
 */
public record OrderState(String status, BigDecimal total, String paymentId) {

  public static final OrderState NONE = new OrderState("NONE", null, null);

  public OrderState after(OrderEvent event) {
    if (event instanceof OrderPlaced placed) {
      return new OrderState("PLACED", placed.total(), null);
    } else if (event instanceof OrderPaid paid) {
      return new OrderState("PAID", total, paid.paymentId());
    } else if (event instanceof OrderShipped) {
      return new OrderState("SHIPPED", total, paymentId);
    } else if (event instanceof OrderCompleted completed) {
      return new OrderState("SHIPPED", total, completed.paymentId());
    } else if (event instanceof OrderWithdrawn) {
      return new OrderState("CANCELLED", total, paymentId);
    }
    return this;
  }
}
