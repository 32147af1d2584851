package io.tidings;

import io.tidings.model.EventType;
import java.math.BigDecimal;

@EventType("orders.order-placed")
record OrderPlaced(String orderId, String customerId, BigDecimal total) {

  static OrderPlaced number(int number) {
    return new OrderPlaced("A" + number, "C456", new BigDecimal("199.90"));
  }
}
