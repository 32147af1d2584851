package io.tidings.examples.orders.domain.history;

import io.tidings.model.EventType;
import java.math.BigDecimal;

/** When the shop knew one currency. */
@EventType("shop.order-placed")
public record OrderPlacedV1(String orderId, String customerId, BigDecimal total) {}
