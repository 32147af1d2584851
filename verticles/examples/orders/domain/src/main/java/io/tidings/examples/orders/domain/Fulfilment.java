package io.tidings.examples.orders.domain;

import io.tidings.examples.orders.domain.OrderCommand.CancelOrder;
import io.tidings.examples.orders.domain.OrderCommand.MarkPaid;
import io.tidings.examples.orders.domain.OrderCommand.MarkShipped;
import io.tidings.examples.orders.domain.OrderEvent.OrderCancelled;
import io.tidings.examples.orders.domain.OrderEvent.OrderPlaced;
import io.tidings.examples.orders.domain.PaymentCommand.GiveUpPayment;
import io.tidings.examples.orders.domain.PaymentCommand.RefundPayment;
import io.tidings.examples.orders.domain.PaymentCommand.RequestPayment;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentGivenUp;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentTaken;
import io.tidings.examples.orders.domain.ShipmentCommand.AbandonShipment;
import io.tidings.examples.orders.domain.ShipmentCommand.RequestShipment;
import io.tidings.examples.orders.domain.ShipmentEvent.ParcelDispatched;
import io.tidings.examples.orders.domain.ShipmentEvent.ShipmentAbandoned;
import io.tidings.sourcing.Rejection;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.Step;
import java.time.Duration;

/**
 * Brings an order from being placed to the customer's door: asks for the payment, then for the
 * parcel. Who does not pay in time loses the order; if no parcel leaves in time, the shipment is
 * abandoned, the money given back and the order cancelled. So it is if the customer cancels; but
 * whether the money is on its way at that moment, or the parcel, only the payment and the shipment
 * know: the saga asks for an end, and goes by the answer.
 */
public final class Fulfilment {

  /**
   * Where an instance is; its key is the order's id, and all that earlier versions have recorded.
   *
   * @param unpaid whether it is certain that no payment has been heard of
   * @param calledOff whether the order was cancelled by somebody else
   */
  public record Progress(String orderId, boolean unpaid, boolean calledOff) {

    private Progress paid() {
      return new Progress(orderId, false, calledOff);
    }

    private Progress calledOffToo() {
      return new Progress(orderId, unpaid, true);
    }
  }

  /**
   * @param payment how long the customer may take to pay
   * @param dispatch how long the parcel may take to leave
   */
  public record Patience(Duration payment, Duration dispatch) {}

  public static final String ORDERS = "orders";
  public static final String PAYMENTS = "payments";
  public static final String SHIPMENTS = "shipments";

  private static final String PAYMENT_OVERDUE = "payment-overdue";
  private static final String DISPATCH_OVERDUE = "dispatch-overdue";

  private final Patience patience;

  private Fulfilment(Patience patience) {
    this.patience = patience;
  }

  public static Saga<Progress> saga(Patience patience) {
    Fulfilment steps = new Fulfilment(patience);
    return Saga.named("fulfilment", Progress.class)
        .reads(OrderEvents.FAMILY)
        .startsOn(OrderPlaced.class, OrderPlaced::orderId, steps::placed)
        .on(PaymentTaken.class, PaymentTaken::orderId, steps::paid)
        .on(ParcelDispatched.class, ParcelDispatched::orderId, steps::dispatched)
        .on(OrderCancelled.class, OrderCancelled::orderId, steps::cancelled)
        .on(PaymentGivenUp.class, PaymentGivenUp::orderId, steps::notPaid)
        .on(ShipmentAbandoned.class, ShipmentAbandoned::orderId, steps::notDispatched)
        .onTimeout(PAYMENT_OVERDUE, steps::overdue)
        .onTimeout(DISPATCH_OVERDUE, steps::late)
        .onRejection(RequestPayment.class, steps::notPayable)
        .onRejection(MarkPaid.class, (progress, command, cancelled) -> callOff(progress))
        .onRejection(GiveUpPayment.class, (progress, command, paid) -> Step.stay())
        .onRejection(AbandonShipment.class, steps::notAbandoned)
        .build();
  }

  private Step<Progress> placed(OrderPlaced order) {
    String id = order.orderId();
    return Step.to("awaiting-payment", new Progress(id, true, false))
        .send(PAYMENTS, "payment-" + id, new RequestPayment(id, order.customerId(), order.total()))
        .after(PAYMENT_OVERDUE, patience.payment());
  }

  private Step<Progress> paid(Progress progress, PaymentTaken payment) {
    String id = progress.orderId();
    if (progress.calledOff()) {
      return Step.to("cancelled", progress.paid())
          .send(PAYMENTS, "payment-" + id, new RefundPayment(id))
          .end();
    }
    return Step.to("awaiting-dispatch", progress.paid())
        .cancel(PAYMENT_OVERDUE)
        .undo(PAYMENTS, "payment-" + id, new RefundPayment(id))
        .send(ORDERS, "order-" + id, new MarkPaid(id, payment.paymentId()))
        .send(SHIPMENTS, "shipment-" + id, new RequestShipment(id))
        .undo(SHIPMENTS, "shipment-" + id, new AbandonShipment(id))
        .after(DISPATCH_OVERDUE, patience.dispatch());
  }

  private Step<Progress> dispatched(Progress progress, ParcelDispatched parcel) {
    if (progress.calledOff()) {
      return Step.to("dispatched-already", progress).end();
    }
    String id = progress.orderId();
    return Step.to("done", progress)
        .send(ORDERS, "order-" + id, new MarkShipped(id, parcel.trackingNumber()))
        .end();
  }

  /** By the customer, say; what the saga cancels itself comes when it has ended. */
  private Step<Progress> cancelled(Progress progress, OrderCancelled order) {
    return callOff(progress);
  }

  private static Step<Progress> callOff(Progress progress) {
    if (progress.calledOff()) {
      return Step.stay();
    }
    Progress calledOff = progress.calledOffToo();
    return progress.unpaid() ? giveUpPayment(calledOff) : abandonShipment(calledOff);
  }

  private Step<Progress> overdue(Progress progress) {
    return giveUpPayment(progress);
  }

  /** The customer may be paying right now: which of both it is, the payment decides. */
  private static Step<Progress> giveUpPayment(Progress progress) {
    String id = progress.orderId();
    return Step.to("giving-up-payment", progress)
        .cancel(PAYMENT_OVERDUE)
        .send(PAYMENTS, "payment-" + id, new GiveUpPayment(id));
  }

  private Step<Progress> notPaid(Progress progress, PaymentGivenUp payment) {
    if (progress.calledOff()) {
      return Step.to("cancelled", progress).end();
    }
    String id = progress.orderId();
    return Step.to("not-paid", progress)
        .send(ORDERS, "order-" + id, new CancelOrder(id, "not paid in time"))
        .end();
  }

  private Step<Progress> late(Progress progress) {
    return abandonShipment(progress);
  }

  /** And whether the parcel leaves right now, the shipment decides. */
  private static Step<Progress> abandonShipment(Progress progress) {
    String id = progress.orderId();
    return Step.to("abandoning-shipment", progress)
        .cancel(DISPATCH_OVERDUE)
        .send(SHIPMENTS, "shipment-" + id, new AbandonShipment(id));
  }

  /**
   * It has left, of which the saga hears, or was never asked for: an earlier version did not tell.
   */
  private Step<Progress> notAbandoned(
      Progress progress, AbandonShipment command, Rejection rejection) {
    return progress.calledOff() && rejection.code().equals("shipment-is-none")
        ? giveUpPayment(progress)
        : Step.stay();
  }

  private Step<Progress> notDispatched(Progress progress, ShipmentAbandoned shipment) {
    if (progress.calledOff()) {
      return Step.to("cancelled", progress).compensate().end();
    }
    String id = progress.orderId();
    return Step.to("not-dispatched", progress)
        .compensate()
        .send(ORDERS, "order-" + id, new CancelOrder(id, "not dispatched in time"))
        .end();
  }

  private Step<Progress> notPayable(
      Progress progress, RequestPayment request, Rejection rejection) {
    String id = progress.orderId();
    return Step.to("not-payable", progress)
        .send(ORDERS, "order-" + id, new CancelOrder(id, rejection.detail()))
        .end();
  }
}
