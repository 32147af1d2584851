package io.tidings.examples.orders.domain;

import io.tidings.sourcing.CommandType;

/** What is asked of an order. */
public sealed interface OrderCommand {

  @CommandType("place-order")
  record PlaceOrder(String orderId, String customerId, Money total) implements OrderCommand {}

  @CommandType("mark-paid")
  record MarkPaid(String orderId, String paymentId) implements OrderCommand {}

  @CommandType("mark-shipped")
  record MarkShipped(String orderId, String trackingNumber) implements OrderCommand {}

  @CommandType("cancel-order")
  record CancelOrder(String orderId, String reason) implements OrderCommand {}
}
