package io.tidings.examples.orders.shop;

import io.tidings.Tidings;
import io.tidings.examples.orders.domain.Fulfilment;
import io.tidings.examples.orders.domain.Fulfilment.Patience;
import io.tidings.examples.orders.domain.OrderCommand;
import io.tidings.examples.orders.domain.OrderDecider;
import io.tidings.examples.orders.domain.OrderEvents;
import io.tidings.examples.orders.domain.PaymentCommand;
import io.tidings.examples.orders.domain.PaymentDecider;
import io.tidings.examples.orders.domain.ShipmentCommand;
import io.tidings.examples.orders.domain.ShipmentDecider;
import io.tidings.sourcing.engine.Sourcing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Has orders, payments and shipments decided, and the saga bring them together. */
public final class ShopVerticle extends VerticleBase {

  private final Tidings tidings;
  private final Patience patience;

  public ShopVerticle(Tidings tidings, Patience patience) {
    this.tidings = tidings;
    this.patience = patience;
  }

  @Override
  public Future<?> start() {
    Sourcing sourcing = Sourcing.of(tidings);
    return Future.all(
            sourcing
                .decider(
                    Fulfilment.ORDERS, OrderCommand.class, OrderEvents.FAMILY, new OrderDecider())
                .start(),
            sourcing
                .decider(
                    Fulfilment.PAYMENTS,
                    PaymentCommand.class,
                    PaymentDecider.EVENTS,
                    new PaymentDecider())
                .start(),
            sourcing
                .decider(
                    Fulfilment.SHIPMENTS,
                    ShipmentCommand.class,
                    ShipmentDecider.EVENTS,
                    new ShipmentDecider())
                .start())
        .compose(deciding -> sourcing.saga(Fulfilment.saga(patience)).start());
  }
}
