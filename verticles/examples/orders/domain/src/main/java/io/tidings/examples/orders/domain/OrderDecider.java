package io.tidings.examples.orders.domain;

import io.tidings.examples.orders.domain.Order.Status;
import io.tidings.examples.orders.domain.OrderCommand.CancelOrder;
import io.tidings.examples.orders.domain.OrderCommand.MarkPaid;
import io.tidings.examples.orders.domain.OrderCommand.MarkShipped;
import io.tidings.examples.orders.domain.OrderCommand.PlaceOrder;
import io.tidings.examples.orders.domain.OrderEvent.OrderCancelled;
import io.tidings.examples.orders.domain.OrderEvent.OrderPaid;
import io.tidings.examples.orders.domain.OrderEvent.OrderPlaced;
import io.tidings.examples.orders.domain.OrderEvent.OrderShipped;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import java.math.BigDecimal;
import java.util.Locale;

/** No order is paid twice, shipped before it is paid, or cancelled after it has been shipped. */
public final class OrderDecider implements Decider<OrderCommand, OrderEvent, Order> {

  @Override
  public Order initial() {
    return Order.NONE;
  }

  @Override
  public Decision<OrderEvent> decide(OrderCommand command, Order order) {
    if (command instanceof PlaceOrder place) {
      return place(place, order);
    } else if (command instanceof MarkPaid paid) {
      return order.status() == Status.PLACED
          ? Decision.accept(new OrderPaid(paid.orderId(), paid.paymentId()))
          : not("paid", paid.orderId(), order);
    } else if (command instanceof MarkShipped shipped) {
      return order.status() == Status.PAID
          ? Decision.accept(new OrderShipped(shipped.orderId(), shipped.trackingNumber()))
          : not("shipped", shipped.orderId(), order);
    }
    CancelOrder cancel = (CancelOrder) command;
    return switch (order.status()) {
      case PLACED, PAID -> Decision.accept(new OrderCancelled(cancel.orderId(), cancel.reason()));
      case CANCELLED -> Decision.accept();
      case NONE, SHIPPED -> not("cancelled", cancel.orderId(), order);
    };
  }

  private static Decision<OrderEvent> place(PlaceOrder place, Order order) {
    if (place.total().amount().compareTo(BigDecimal.ZERO) <= 0) {
      return Decision.reject(
          "total-not-positive", "The total is " + place.total() + ": order something");
    }
    return order.status() == Status.NONE
        ? Decision.accept(new OrderPlaced(place.orderId(), place.customerId(), place.total()))
        : Decision.reject(
            "order-placed-already",
            "Order " + place.orderId() + " has been placed: take another order id");
  }

  private static Decision<OrderEvent> not(String what, String orderId, Order order) {
    String status = order.status().name().toLowerCase(Locale.ROOT);
    return order.status() == Status.NONE
        ? Decision.reject("no-such-order", "There is no order " + orderId + ": place it first")
        : Decision.reject(
            "order-is-" + status,
            "Order %s is %s and cannot be %s".formatted(orderId, status, what));
  }

  @Override
  public Order evolve(Order order, OrderEvent event) {
    if (event instanceof OrderPlaced placed) {
      return order.placed(placed.total());
    } else if (event instanceof OrderPaid paid) {
      return order.paid(paid.paymentId());
    }
    return order.in(event instanceof OrderShipped ? Status.SHIPPED : Status.CANCELLED);
  }
}
