package io.tidings.examples.orders.domain;

import io.tidings.examples.orders.domain.Fulfilment.Patience;
import io.tidings.examples.orders.domain.Fulfilment.Progress;
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
import io.tidings.testing.scenarios.SagaScenario;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FulfilmentTest {

  private static final Money TOTAL = Money.of("199.99", "EUR");
  private static final PaymentTaken TAKEN = new PaymentTaken("A123", "P-77", TOTAL);

  private static SagaScenario<Progress> placed() {
    return SagaScenario.of(
            Fulfilment.saga(new Patience(Duration.ofMinutes(30), Duration.ofDays(3))))
        .given(new OrderPlaced("A123", "C456", TOTAL));
  }

  private static SagaScenario<Progress> paid() {
    return placed().given(TAKEN);
  }

  @Test
  void an_order_is_paid_for_and_shipped() {
    placed()
        .thenStep("awaiting-payment")
        .thenSends(new RequestPayment("A123", "C456", TOTAL))
        .thenTimer("payment-overdue", Duration.ofMinutes(30))
        .when(TAKEN)
        .thenStep("awaiting-dispatch")
        .thenSends(new MarkPaid("A123", "P-77"), new RequestShipment("A123"))
        .thenTimers("dispatch-overdue")
        .when(new ParcelDispatched("A123", "T-9"))
        .thenSends(new MarkShipped("A123", "T-9"))
        .thenEnded();
  }

  @Test
  void who_does_not_pay_in_time_loses_the_order() {
    placed()
        .whenTimeout("payment-overdue")
        .thenSends(new GiveUpPayment("A123"))
        .thenGoesOn()
        .when(new PaymentGivenUp("A123"))
        .thenSends(new CancelOrder("A123", "not paid in time"))
        .thenEnded();
  }

  @Test
  void who_pays_at_the_last_moment_has_paid() {
    placed()
        .whenTimeout("payment-overdue")
        .whenRejected(new GiveUpPayment("A123"), "payment-is-taken")
        .thenIgnored()
        .when(TAKEN)
        .thenStep("awaiting-dispatch");
  }

  @Test
  void if_no_parcel_leaves_in_time_all_is_undone_in_reverse_order() {
    paid()
        .whenTimeout("dispatch-overdue")
        .thenSends(new AbandonShipment("A123"))
        .when(new ShipmentAbandoned("A123"))
        .thenSends(
            new AbandonShipment("A123"),
            new RefundPayment("A123"),
            new CancelOrder("A123", "not dispatched in time"))
        .thenStep("not-dispatched")
        .thenEnded();
  }

  @Test
  void a_parcel_that_leaves_at_the_last_moment_has_left() {
    paid()
        .whenTimeout("dispatch-overdue")
        .whenRejected(new AbandonShipment("A123"), "shipment-is-dispatched")
        .thenIgnored()
        .when(new ParcelDispatched("A123", "T-9"))
        .thenStep("done")
        .thenEnded();
  }

  @Test
  void a_customer_who_cancels_gets_the_money_back() {
    paid()
        .when(new OrderCancelled("A123", "changed my mind"))
        .thenStep("abandoning-shipment")
        .thenSends(new AbandonShipment("A123"))
        .thenTimers()
        .thenGoesOn()
        .when(new ShipmentAbandoned("A123"))
        .thenSends(new AbandonShipment("A123"), new RefundPayment("A123"))
        .thenStep("cancelled")
        .thenEnded();
  }

  @Test
  void what_cannot_be_paid_at_all_is_cancelled() {
    placed()
        .whenRejected(
            new RequestPayment("A123", "C456", TOTAL),
            new Rejection("amount-too-large", "split the order"))
        .thenSends(new CancelOrder("A123", "split the order"))
        .thenEnded();
  }
}
