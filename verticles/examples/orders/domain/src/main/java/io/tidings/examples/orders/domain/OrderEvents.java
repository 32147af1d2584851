package io.tidings.examples.orders.domain;

import io.tidings.examples.orders.domain.OrderEvent.OrderCancelled;
import io.tidings.examples.orders.domain.OrderEvent.OrderPaid;
import io.tidings.examples.orders.domain.OrderEvent.OrderPlaced;
import io.tidings.examples.orders.domain.OrderEvent.OrderShipped;
import io.tidings.examples.orders.domain.history.OrderCompletedV1;
import io.tidings.examples.orders.domain.history.OrderPlacedV1;
import io.tidings.examples.orders.domain.history.OrderPlacedV2;
import io.tidings.model.EventFamily;
import java.util.List;

/** The events of orders, and how older ones are read. */
public final class OrderEvents {

  public static final EventFamily<OrderEvent> FAMILY =
      EventFamily.of(OrderEvent.class)
          .upcast(
              OrderPlacedV1.class,
              old -> new OrderPlacedV2(old.orderId(), old.customerId(), old.total(), "EUR"))
          .upcast(
              OrderPlacedV2.class,
              old ->
                  new OrderPlaced(
                      old.orderId(), old.customerId(), new Money(old.total(), old.currency())))
          .split(
              OrderCompletedV1.class,
              old ->
                  List.of(
                      new OrderPaid(old.orderId(), old.paymentId()),
                      new OrderShipped(old.orderId(), old.trackingNumber())))
          .renamed("shop.order-withdrawn", 1, OrderCancelled.class)
          .dropped("shop.order-viewed", 1)
          .build();

  private OrderEvents() {}
}
