package io.tidings.examples.orders.domain;

import io.tidings.sourcing.CommandType;

/** What is asked of a payment. */
public sealed interface PaymentCommand {

  @CommandType("request-payment")
  record RequestPayment(String orderId, String customerId, Money amount)
      implements PaymentCommand {}

  /** The customer pays. */
  @CommandType("pay")
  record Pay(String orderId, String paymentId) implements PaymentCommand {}

  @CommandType("refund-payment")
  record RefundPayment(String orderId) implements PaymentCommand {}

  /** Nobody has paid: it is too late now, or not wanted any more. */
  @CommandType("give-up-payment")
  record GiveUpPayment(String orderId) implements PaymentCommand {}
}
