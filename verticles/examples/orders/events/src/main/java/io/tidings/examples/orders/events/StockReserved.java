package io.tidings.examples.orders.events;

import io.tidings.model.EventType;

/** What the customer has ordered and paid for lies ready. */
@EventType("orders.stock-reserved")
public record StockReserved(String orderId, String customerId) {}
