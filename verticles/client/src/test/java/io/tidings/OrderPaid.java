package io.tidings;

import io.tidings.model.EventType;

@EventType("orders.order-paid")
record OrderPaid(String orderId) {}
