package io.tidings.examples.orders.payment;

import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.tidings.examples.orders.events.OrderPlaced;
import io.tidings.examples.orders.events.PaymentTaken;
import io.tidings.model.Receipt;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Takes the money for orders that were placed. */
public final class PaymentVerticle extends VerticleBase {

  private final Tidings tidings;

  public PaymentVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() {
    return tidings.consumer("orders-payment").onAsync(OrderPlaced.class, this::take).start();
  }

  private Future<Receipt> take(OrderPlaced order, ConsumerContext context) {
    System.out.println(
        "Payment → Customer %s: %s taken for order %s."
            .formatted(order.customerId(), order.total(), order.orderId()));
    return context
        .to(context.event().stream())
        .publish(new PaymentTaken(order.orderId(), order.customerId(), order.total()));
  }
}
