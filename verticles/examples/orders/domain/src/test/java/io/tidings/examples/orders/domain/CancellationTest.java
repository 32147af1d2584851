package io.tidings.examples.orders.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.examples.orders.domain.Fulfilment.Patience;
import io.tidings.examples.orders.domain.Fulfilment.Progress;
import io.tidings.examples.orders.domain.OrderCommand.CancelOrder;
import io.tidings.examples.orders.domain.OrderCommand.MarkPaid;
import io.tidings.examples.orders.domain.OrderEvent.OrderCancelled;
import io.tidings.examples.orders.domain.OrderEvent.OrderPlaced;
import io.tidings.examples.orders.domain.PaymentCommand.GiveUpPayment;
import io.tidings.examples.orders.domain.PaymentCommand.RefundPayment;
import io.tidings.examples.orders.domain.PaymentCommand.RequestPayment;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentGivenUp;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentTaken;
import io.tidings.examples.orders.domain.ShipmentCommand.AbandonShipment;
import io.tidings.examples.orders.domain.ShipmentEvent.ParcelDispatched;
import io.tidings.examples.orders.domain.ShipmentEvent.ShipmentAbandoned;
import io.tidings.sourcing.Rejection;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.SagaCommand;
import io.tidings.sourcing.SagaInput;
import io.tidings.sourcing.SagaMachine;
import io.tidings.sourcing.SagaState;
import io.tidings.sourcing.SagaState.Cause;
import io.tidings.testing.scenarios.SagaScenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The customer cancels, at whatever moment: money and parcel go one way each, never both. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CancellationTest {

  private static final Money TOTAL = Money.of("199.99", "EUR");
  private static final OrderPlaced PLACED = new OrderPlaced("A123", "C456", TOTAL);
  private static final OrderCancelled CANCELLED = new OrderCancelled("A123", "changed my mind");
  private static final PaymentTaken TAKEN = new PaymentTaken("A123", "P-77", TOTAL);
  private static final ParcelDispatched DISPATCHED = new ParcelDispatched("A123", "T-9");
  private static final RefundPayment REFUND = new RefundPayment("A123");
  private static final GiveUpPayment GIVE_UP = new GiveUpPayment("A123");
  private static final AbandonShipment ABANDON = new AbandonShipment("A123");
  private static final MarkPaid MARK_PAID = new MarkPaid("A123", "P-77");

  private static final Saga<Progress> SAGA =
      Fulfilment.saga(new Patience(Duration.ofMinutes(30), Duration.ofDays(3)));

  private static SagaScenario<Progress> placed() {
    return SagaScenario.of(SAGA).given(PLACED);
  }

  private static SagaScenario<Progress> paid() {
    return placed().given(TAKEN);
  }

  @Test
  void who_cancels_before_paying_cannot_pay_any_more() {
    placed()
        .when(CANCELLED)
        .thenStep("giving-up-payment")
        .thenSends(GIVE_UP)
        .thenTimers()
        .thenGoesOn()
        .when(new PaymentGivenUp("A123"))
        .thenSendsNothing()
        .thenStep("cancelled")
        .thenEnded();
  }

  @Test
  void who_cancels_while_the_payment_is_taken_gets_the_money_back() {
    placed()
        .when(CANCELLED)
        .whenRejected(GIVE_UP, "payment-is-taken")
        .thenIgnored()
        .when(TAKEN)
        .thenSends(REFUND)
        .thenStep("cancelled")
        .thenEnded();
  }

  @Test
  void it_is_the_same_where_the_payment_is_heard_of_before_the_rejection() {
    placed()
        .given(CANCELLED)
        .when(TAKEN)
        .thenSends(REFUND)
        .thenEnded()
        .whenRejected(GIVE_UP, "payment-is-taken")
        .thenIgnored();
  }

  @Test
  void who_cancels_when_it_is_too_late_to_pay_is_not_charged_either() {
    placed()
        .whenTimeout("payment-overdue")
        .when(CANCELLED)
        .thenSends(GIVE_UP)
        .whenRejected(GIVE_UP, "payment-is-given-up")
        .thenIgnored()
        .when(new PaymentGivenUp("A123"))
        .thenSendsNothing()
        .thenEnded();
  }

  @Test
  void who_cancels_what_cannot_be_paid_at_all_is_done() {
    placed()
        .given(CANCELLED)
        .whenRejected(
            new RequestPayment("A123", "C456", TOTAL),
            new Rejection("amount-too-large", "split the order"))
        .thenSends(new CancelOrder("A123", "split the order"))
        .thenEnded();
  }

  @Test
  void who_cancels_when_the_parcel_has_left_has_bought_what_is_in_it() {
    paid()
        .when(CANCELLED)
        .whenRejected(ABANDON, "shipment-is-dispatched")
        .thenIgnored()
        .when(DISPATCHED)
        .thenSendsNothing()
        .thenStep("dispatched-already")
        .thenEnded();
  }

  @Test
  void it_is_the_same_where_the_parcel_is_heard_of_before_the_rejection() {
    paid()
        .given(CANCELLED)
        .when(DISPATCHED)
        .thenSendsNothing()
        .thenEnded()
        .whenRejected(ABANDON, "shipment-is-dispatched")
        .thenIgnored();
  }

  @Test
  void who_cancels_while_the_shipment_is_given_up_gets_the_money_back() {
    paid()
        .whenTimeout("dispatch-overdue")
        .when(CANCELLED)
        .thenSends(ABANDON)
        .when(new ShipmentAbandoned("A123"))
        .thenSends(ABANDON, REFUND)
        .thenEnded();
  }

  @Test
  void who_has_cancelled_by_the_time_the_payment_is_heard_of_gets_the_money_back() {
    paid()
        .whenRejected(MARK_PAID, "order-is-cancelled")
        .thenSends(ABANDON)
        .thenGoesOn()
        .when(CANCELLED)
        .thenIgnored()
        .when(new ShipmentAbandoned("A123"))
        .thenSends(ABANDON, REFUND)
        .thenEnded();
  }

  @Test
  void it_is_the_same_where_the_cancellation_is_heard_of_first() {
    paid()
        .when(CANCELLED)
        .thenSends(ABANDON)
        .whenRejected(MARK_PAID, "order-is-cancelled")
        .thenIgnored()
        .when(DISPATCHED)
        .thenSendsNothing()
        .thenEnded();
  }

  @Test
  void an_instance_that_an_earlier_version_has_begun_finds_out_whether_it_is_paid() {
    SagaMachine<Progress> machine = new SagaMachine<>(SAGA);
    SagaState<Progress> begun =
        machine
            .react(null, new Cause("order-A123", 1), List.of(new SagaInput.Happened(PLACED)))
            .get(0);
    SagaState<Progress> old =
        new SagaState<>(
            1,
            "awaiting-payment",
            new Progress("A123", false, false),
            begun.commands(),
            List.of(),
            begun.pending(),
            List.of(),
            List.of(),
            false,
            begun.seen());

    SagaState<Progress> asked =
        react(machine, old, new Cause("order-A123", 2), new SagaInput.Happened(CANCELLED));
    SagaState<Progress> answered =
        react(
            machine,
            asked,
            new Cause("fulfilment-A123", 3),
            new SagaInput.Rejected(2, 0, ABANDON, new Rejection("shipment-is-none", "")));

    assertThat(messages(asked)).containsExactly(ABANDON);
    assertThat(messages(answered)).containsExactly(GIVE_UP);
  }

  private static SagaState<Progress> react(
      SagaMachine<Progress> machine, SagaState<Progress> at, Cause cause, SagaInput input) {
    return machine.react(at, cause, List.of(input)).get(0);
  }

  private static List<Object> messages(SagaState<Progress> step) {
    return step.commands().stream().map(SagaCommand::message).toList();
  }
}
