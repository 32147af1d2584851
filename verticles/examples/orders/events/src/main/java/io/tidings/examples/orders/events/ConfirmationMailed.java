package io.tidings.examples.orders.events;

import io.tidings.model.EventType;

/** The customer has been told that the order is on its way. */
@EventType("orders.confirmation-mailed")
public record ConfirmationMailed(String orderId, String customerId) {}
