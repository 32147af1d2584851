package io.tidings.examples.orders.events;

import io.tidings.model.EventType;
import java.math.BigDecimal;

/** A customer has ordered. */
@EventType("orders.order-placed")
public record OrderPlaced(String orderId, String customerId, BigDecimal total) {}
