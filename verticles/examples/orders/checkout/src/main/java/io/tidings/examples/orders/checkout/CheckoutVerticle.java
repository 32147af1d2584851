package io.tidings.examples.orders.checkout;

import io.tidings.Tidings;
import io.tidings.examples.orders.events.ConfirmationMailed;
import io.tidings.examples.orders.events.OrderPlaced;
import io.tidings.model.Receipt;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.math.BigDecimal;

/** Places an order as soon as it starts, and hears how it ends. */
public final class CheckoutVerticle extends VerticleBase {

  private final Tidings tidings;

  public CheckoutVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() {
    return tidings
        .on(ConfirmationMailed.class, (mailed, event) -> close(mailed))
        .compose(subscribed -> place(new OrderPlaced("A123", "C456", new BigDecimal("199.99"))));
  }

  private Future<Receipt> place(OrderPlaced order) {
    System.out.println(
        "Checkout → Customer %s: order %s placed, %s."
            .formatted(order.customerId(), order.orderId(), order.total()));
    return tidings.to("order-" + order.orderId()).publish(order);
  }

  private static void close(ConfirmationMailed mailed) {
    System.out.println(
        "Checkout → Customer %s: order %s done.".formatted(mailed.customerId(), mailed.orderId()));
  }
}
