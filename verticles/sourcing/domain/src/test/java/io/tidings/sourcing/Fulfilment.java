package io.tidings.sourcing;

import io.tidings.model.EventType;
import java.time.Duration;

/** The saga of the tests: stock is reserved, payment is asked for, both may have to be undone. */
record Fulfilment(String orderId, int payments) {

  @EventType("test.order-placed")
  record OrderPlaced(String orderId) {}

  @EventType("test.payment-received")
  record PaymentReceived(String orderId) {}

  @EventType("test.parcel-lost")
  record ParcelLost(String orderId) {}

  @CommandType("reserve-stock")
  record ReserveStock(String orderId) {}

  @CommandType("release-stock")
  record ReleaseStock(String orderId) {}

  @CommandType("request-payment")
  record RequestPayment(String orderId) {}

  @CommandType("refund-payment")
  record RefundPayment(String orderId) {}

  @CommandType("ship-parcel")
  record ShipParcel(String orderId) {}

  static final Duration PATIENCE = Duration.ofMinutes(30);

  static final Saga<Fulfilment> SAGA =
      Saga.named("order-fulfilment", Fulfilment.class)
          .startsOn(OrderPlaced.class, OrderPlaced::orderId, Fulfilment::placed)
          .on(PaymentReceived.class, PaymentReceived::orderId, Fulfilment::paid)
          .on(ParcelLost.class, ParcelLost::orderId, (state, lost) -> state.lost())
          .onTimeout("payment-overdue", Fulfilment::overdue)
          .onTimeout("parcel-overdue", state -> Step.stay())
          .onRejection(ShipParcel.class, (state, command, rejection) -> state.unshipped(rejection))
          .build();

  static Step<Fulfilment> placed(OrderPlaced order) {
    String id = order.orderId();
    return Step.to("awaiting-payment", new Fulfilment(id, 0))
        .send("stock", "stock-" + id, new ReserveStock(id))
        .undo("stock", "stock-" + id, new ReleaseStock(id))
        .send("payments", "payment-" + id, new RequestPayment(id))
        .undo("payments", "payment-" + id, new RefundPayment(id))
        .after("payment-overdue", PATIENCE);
  }

  static Step<Fulfilment> paid(Fulfilment state, PaymentReceived payment) {
    return state.payments > 0
        ? Step.stay()
        : Step.to("shipping", new Fulfilment(state.orderId, 1))
            .cancel("payment-overdue")
            .after("parcel-overdue", PATIENCE)
            .send("parcels", "parcel-" + state.orderId, new ShipParcel(state.orderId));
  }

  private static Step<Fulfilment> overdue(Fulfilment state) {
    return Step.to("cancelled", state).compensate().end();
  }

  private Step<Fulfilment> lost() {
    return Step.to("reshipping", this)
        .compensate()
        .send("stock", "stock-" + orderId, new ReserveStock(orderId))
        .undo("stock", "stock-" + orderId, new ReleaseStock(orderId));
  }

  private Step<Fulfilment> unshipped(Rejection rejection) {
    return rejection.code().equals("no-such-address")
        ? Step.stay()
        : Step.to("undeliverable", this).compensate().end();
  }
}
