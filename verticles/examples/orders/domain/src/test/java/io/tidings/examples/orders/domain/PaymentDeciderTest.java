package io.tidings.examples.orders.domain;

import io.tidings.examples.orders.domain.PaymentCommand.GiveUpPayment;
import io.tidings.examples.orders.domain.PaymentCommand.Pay;
import io.tidings.examples.orders.domain.PaymentCommand.RefundPayment;
import io.tidings.examples.orders.domain.PaymentCommand.RequestPayment;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentGivenUp;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentRefunded;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentRequested;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentTaken;
import io.tidings.testing.scenarios.Scenario;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PaymentDeciderTest {

  private static final Money TOTAL = Money.of("199.99", "EUR");
  private static final PaymentRequested REQUESTED = new PaymentRequested("A123", "C456", TOTAL);
  private static final PaymentTaken TAKEN = new PaymentTaken("A123", "P-77", TOTAL);
  private static final PaymentRefunded REFUNDED = new PaymentRefunded("A123", "P-77", TOTAL);

  private static Scenario<PaymentCommand, PaymentEvent, Payment> payment() {
    return Scenario.of(new PaymentDecider());
  }

  @Test
  void money_is_taken_once() {
    payment().given(REQUESTED).when(new Pay("A123", "P-77")).then(TAKEN);
    payment()
        .given(REQUESTED, TAKEN)
        .when(new Pay("A123", "P-78"))
        .thenRejected("payment-is-taken");
  }

  @Test
  void money_is_given_back_once() {
    RefundPayment refund = new RefundPayment("A123");

    payment().given(REQUESTED, TAKEN).when(refund).then(REFUNDED);
    payment().given(REQUESTED, TAKEN, REFUNDED).when(refund).thenNothing();
    payment().given(REQUESTED).when(refund).thenRejected("payment-is-requested");
  }

  @Test
  void what_is_given_up_is_not_taken() {
    GiveUpPayment giveUp = new GiveUpPayment("A123");
    PaymentGivenUp givenUp = new PaymentGivenUp("A123");

    payment().given(REQUESTED).when(giveUp).then(givenUp);
    payment()
        .given(REQUESTED, givenUp)
        .when(new Pay("A123", "P-77"))
        .thenRejected("payment-is-given-up");
    payment().given(REQUESTED, TAKEN).when(giveUp).thenRejected("payment-is-taken");
  }

  @Test
  void what_was_not_asked_for_or_is_over_is_not_given_up() {
    GiveUpPayment giveUp = new GiveUpPayment("A123");

    payment().when(giveUp).thenRejected("payment-is-none");
    payment()
        .given(REQUESTED, new PaymentGivenUp("A123"))
        .when(giveUp)
        .thenRejected("payment-is-given-up");
    payment().given(REQUESTED, TAKEN, REFUNDED).when(giveUp).thenRejected("payment-is-refunded");
  }

  @Test
  void too_much_is_not_even_asked_for() {
    payment()
        .when(new RequestPayment("A123", "C456", Money.of("10000.01", "EUR")))
        .thenRejected("amount-too-large");
  }
}
