package io.tidings.examples.orders.domain.history;

import io.tidings.model.EventType;
import java.math.BigDecimal;

/** When the currency stood beside the total. */
@EventType(value = "shop.order-placed", version = 2)
public record OrderPlacedV2(String orderId, String customerId, BigDecimal total, String currency) {}
