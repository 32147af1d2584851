package io.tidings.examples.orders.inventory;

import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.tidings.examples.orders.events.PaymentTaken;
import io.tidings.examples.orders.events.StockReserved;
import io.tidings.model.Receipt;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Puts aside what was paid for. */
public final class InventoryVerticle extends VerticleBase {

  private final Tidings tidings;

  public InventoryVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() {
    return tidings.consumer("orders-inventory").onAsync(PaymentTaken.class, this::reserve).start();
  }

  private Future<Receipt> reserve(PaymentTaken payment, ConsumerContext context) {
    System.out.println(
        "Inventory → Customer %s: order %s reserved."
            .formatted(payment.customerId(), payment.orderId()));
    return context
        .to(context.event().stream())
        .publish(new StockReserved(payment.orderId(), payment.customerId()));
  }
}
