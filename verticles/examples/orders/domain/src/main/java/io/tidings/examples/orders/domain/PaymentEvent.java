package io.tidings.examples.orders.domain;

import io.tidings.model.EventType;

/** What happens to the payment of an order; on the stream {@code payment-<orderId>}. */
public sealed interface PaymentEvent {

  String orderId();

  @EventType("shop.payment-requested")
  record PaymentRequested(String orderId, String customerId, Money amount)
      implements PaymentEvent {}

  @EventType("shop.payment-taken")
  record PaymentTaken(String orderId, String paymentId, Money amount) implements PaymentEvent {}

  @EventType("shop.payment-refunded")
  record PaymentRefunded(String orderId, String paymentId, Money amount) implements PaymentEvent {}

  @EventType("shop.payment-given-up")
  record PaymentGivenUp(String orderId) implements PaymentEvent {}
}
