package io.tidings.examples.orders.events;

import io.tidings.model.EventType;
import java.math.BigDecimal;

/** The customer has paid for the order. */
@EventType("orders.payment-taken")
public record PaymentTaken(String orderId, String customerId, BigDecimal amount) {}
