package io.tidings.examples.orders.mail;

import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.tidings.examples.orders.events.ConfirmationMailed;
import io.tidings.examples.orders.events.StockReserved;
import io.tidings.model.Receipt;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Tells customers that their orders are on their way. */
public final class MailVerticle extends VerticleBase {

  private final Tidings tidings;

  public MailVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() {
    return tidings.consumer("orders-mail").onAsync(StockReserved.class, this::confirm).start();
  }

  private Future<Receipt> confirm(StockReserved reserved, ConsumerContext context) {
    System.out.println(
        "Email → Customer %s: order %s confirmed."
            .formatted(reserved.customerId(), reserved.orderId()));
    return context
        .to(context.event().stream())
        .publish(new ConfirmationMailed(reserved.orderId(), reserved.customerId()));
  }
}
