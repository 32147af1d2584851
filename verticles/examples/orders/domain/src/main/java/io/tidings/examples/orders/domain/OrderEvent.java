package io.tidings.examples.orders.domain;

import io.tidings.model.EventType;

/** What happens to an order; on the stream {@code order-<orderId>}. */
public sealed interface OrderEvent {

  String orderId();

  @EventType(value = "shop.order-placed", version = 3)
  record OrderPlaced(String orderId, String customerId, Money total) implements OrderEvent {}

  @EventType("shop.order-paid")
  record OrderPaid(String orderId, String paymentId) implements OrderEvent {}

  @EventType("shop.order-shipped")
  record OrderShipped(String orderId, String trackingNumber) implements OrderEvent {}

  @EventType("shop.order-cancelled")
  record OrderCancelled(String orderId, String reason) implements OrderEvent {}
}
