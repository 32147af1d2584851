package io.tidings.examples.orders.domain.history;

import io.tidings.model.EventType;

/** When paying and shipping were one step, over the counter. */
@EventType("shop.order-completed")
public record OrderCompletedV1(String orderId, String paymentId, String trackingNumber) {}
