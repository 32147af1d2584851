package io.tidings.examples.orders.domain;

import io.tidings.examples.orders.domain.Payment.Status;
import io.tidings.examples.orders.domain.PaymentCommand.GiveUpPayment;
import io.tidings.examples.orders.domain.PaymentCommand.Pay;
import io.tidings.examples.orders.domain.PaymentCommand.RefundPayment;
import io.tidings.examples.orders.domain.PaymentCommand.RequestPayment;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentGivenUp;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentRefunded;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentRequested;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentTaken;
import io.tidings.model.EventFamily;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import java.math.BigDecimal;
import java.util.Locale;

/** Money is taken once for each order, and given back at most once. */
public final class PaymentDecider implements Decider<PaymentCommand, PaymentEvent, Payment> {

  public static final EventFamily<PaymentEvent> EVENTS = EventFamily.of(PaymentEvent.class).build();

  private static final BigDecimal MOST = new BigDecimal("10000");

  @Override
  public Payment initial() {
    return Payment.NONE;
  }

  @Override
  public Decision<PaymentEvent> decide(PaymentCommand command, Payment payment) {
    if (command instanceof RequestPayment request) {
      return request(request, payment);
    } else if (command instanceof Pay pay) {
      return payment.status() == Status.REQUESTED
          ? Decision.accept(new PaymentTaken(pay.orderId(), pay.paymentId(), payment.amount()))
          : not("taken", pay.orderId(), payment);
    } else if (command instanceof RefundPayment refund) {
      return switch (payment.status()) {
        case TAKEN ->
            Decision.accept(
                new PaymentRefunded(refund.orderId(), payment.paymentId(), payment.amount()));
        case REFUNDED -> Decision.accept();
        default -> not("refunded", refund.orderId(), payment);
      };
    }
    String orderId = ((GiveUpPayment) command).orderId();
    return payment.status() == Status.REQUESTED
        ? Decision.accept(new PaymentGivenUp(orderId))
        : not("given up", orderId, payment);
  }

  private static Decision<PaymentEvent> request(RequestPayment request, Payment payment) {
    if (request.amount().amount().compareTo(MOST) > 0) {
      return Decision.reject(
          "amount-too-large",
          "%s is more than can be taken at once, %s: split the order"
              .formatted(request.amount(), MOST));
    }
    return payment.status() == Status.NONE
        ? Decision.accept(
            new PaymentRequested(request.orderId(), request.customerId(), request.amount()))
        : not("requested", request.orderId(), payment);
  }

  private static Decision<PaymentEvent> not(String what, String orderId, Payment payment) {
    String status = payment.status().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Decision.reject(
        "payment-is-" + status,
        "The payment of order %s is %s and cannot be %s".formatted(orderId, status, what));
  }

  @Override
  public Payment evolve(Payment payment, PaymentEvent event) {
    if (event instanceof PaymentRequested requested) {
      return new Payment(Status.REQUESTED, requested.amount(), null);
    } else if (event instanceof PaymentTaken taken) {
      return new Payment(Status.TAKEN, taken.amount(), taken.paymentId());
    }
    Status ended = event instanceof PaymentRefunded ? Status.REFUNDED : Status.GIVEN_UP;
    return new Payment(ended, payment.amount(), payment.paymentId());
  }
}
