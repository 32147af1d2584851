package io.tidings.examples.orders.shop.v1;

import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import java.math.BigDecimal;

/** What happened to an order in the first version of the shop. */
public sealed interface OrderEvent {

  EventFamily<OrderEvent> FAMILY = EventFamily.of(OrderEvent.class).build();

  @EventType("shop.order-viewed")
  record OrderViewed(String orderId) implements OrderEvent {}

  @EventType("shop.order-placed")
  record OrderPlaced(String orderId, String customerId, BigDecimal total) implements OrderEvent {}

  @EventType("shop.order-paid")
  record OrderPaid(String orderId, String paymentId) implements OrderEvent {}

  @EventType("shop.order-shipped")
  record OrderShipped(String orderId, String trackingNumber) implements OrderEvent {}

  /** Paid and taken away over the counter. */
  @EventType("shop.order-completed")
  record OrderCompleted(String orderId, String paymentId, String trackingNumber)
      implements OrderEvent {}

  @EventType("shop.order-withdrawn")
  record OrderWithdrawn(String orderId, String reason) implements OrderEvent {}
}
