package io.tidings.examples.orders.payment;

import io.tidings.Tidings;
import io.tidings.examples.orders.events.OrderPlaced;
import io.tidings.examples.orders.events.PaymentTaken;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
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
    return tidings.onAsync(OrderPlaced.class, this::take);
  }

  private Future<Receipt> take(OrderPlaced order, RecordedEvent event) {
    System.out.println(
        "Payment → Customer %s: %s taken for order %s."
            .formatted(order.customerId(), order.total(), order.orderId()));
    return tidings
        .to(event.stream())
        .causedBy(event)
        .publish(new PaymentTaken(order.orderId(), order.customerId(), order.total()));
  }
}
