package io.tidings.examples.orders.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.examples.orders.domain.Fulfilment;
import io.tidings.examples.orders.domain.Fulfilment.Patience;
import io.tidings.examples.orders.domain.Money;
import io.tidings.examples.orders.domain.Order;
import io.tidings.examples.orders.domain.OrderCommand.PlaceOrder;
import io.tidings.examples.orders.domain.OrderDecider;
import io.tidings.examples.orders.domain.OrderEvents;
import io.tidings.examples.orders.domain.Payment;
import io.tidings.examples.orders.domain.PaymentCommand.Pay;
import io.tidings.examples.orders.domain.PaymentDecider;
import io.tidings.examples.orders.domain.ShipmentCommand.DispatchParcel;
import io.tidings.examples.orders.domain.ShipmentDecider;
import io.tidings.examples.orders.domain.ShipmentDecider.Shipment;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.engine.Sourcing;
import io.tidings.testing.TestTidings;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole shop in one process, with the time of the test. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShopTest {

  private static final Money TOTAL = Money.of("199.99", "CHF");
  private static final Duration PAYMENT = Duration.ofMinutes(30);
  private static final Duration DISPATCH = Duration.ofDays(3);
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final TestTidings test = TestTidings.begin();
  private final Sourcing sourcing = Sourcing.of(test.tidings());

  @BeforeEach
  void open() {
    test.tidings()
        .vertx()
        .deployVerticle(new ShopVerticle(test.tidings(), new Patience(PAYMENT, DISPATCH)))
        .await();
    accepted(Fulfilment.ORDERS, "order-A123", new PlaceOrder("A123", "C456", TOTAL));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void an_order_is_paid_for_once_and_shipped() {
    accepted(Fulfilment.PAYMENTS, "payment-A123", new Pay("A123", "P-77"));
    rejected(Fulfilment.PAYMENTS, "payment-A123", new Pay("A123", "P-78"), "payment-is-taken");
    accepted(Fulfilment.SHIPMENTS, "shipment-A123", new DispatchParcel("A123", "T-9"));
    test.advance(DISPATCH.plus(PAYMENT));

    assertThat(order()).isEqualTo(new Order(Order.Status.SHIPPED, TOTAL, "P-77"));
    assertThat(payment()).isEqualTo(new Payment(Payment.Status.TAKEN, TOTAL, "P-77"));
    assertThat(shipment()).isEqualTo(Shipment.DISPATCHED);
    assertThat(count("shop.payment-taken")).isEqualTo(1);
    assertThat(count("shop.payment-refunded")).isZero();
  }

  @Test
  void who_does_not_pay_in_time_loses_the_order_and_is_charged_nothing() {
    test.advance(PAYMENT.minus(MOMENT));
    assertThat(order()).isEqualTo(new Order(Order.Status.PLACED, TOTAL, null));

    test.advance(MOMENT);

    rejected(Fulfilment.PAYMENTS, "payment-A123", new Pay("A123", "P-77"), "payment-is-given-up");
    assertThat(order()).isEqualTo(new Order(Order.Status.CANCELLED, TOTAL, null));
    assertThat(payment()).isEqualTo(new Payment(Payment.Status.GIVEN_UP, TOTAL, null));
    assertThat(shipment()).isEqualTo(Shipment.NONE);
    assertThat(count("shop.payment-taken")).isZero();
  }

  @Test
  void if_no_parcel_leaves_in_time_what_was_paid_is_given_back_once() {
    accepted(Fulfilment.PAYMENTS, "payment-A123", new Pay("A123", "P-77"));
    test.advance(DISPATCH.minus(MOMENT));
    assertThat(order()).isEqualTo(new Order(Order.Status.PAID, TOTAL, "P-77"));

    test.advance(MOMENT);

    assertThat(order()).isEqualTo(new Order(Order.Status.CANCELLED, TOTAL, "P-77"));
    assertThat(payment()).isEqualTo(new Payment(Payment.Status.REFUNDED, TOTAL, "P-77"));
    assertThat(shipment()).isEqualTo(Shipment.ABANDONED);
    assertThat(count("shop.payment-taken")).isEqualTo(1);
    assertThat(count("shop.payment-refunded")).isEqualTo(1);
  }

  /** And so is everything that it leads to, but for what is due later. */
  private void accepted(String decider, String stream, Record command) {
    assertThat(outcome(decider, stream, command)).isInstanceOf(CommandOutcome.Accepted.class);
    test.settle();
  }

  private void rejected(String decider, String stream, Record command, String code) {
    assertThat(outcome(decider, stream, command))
        .isInstanceOfSatisfying(
            CommandOutcome.Rejected.class, no -> assertThat(no.rejection().code()).isEqualTo(code));
  }

  private CommandOutcome outcome(String decider, String stream, Record command) {
    return sourcing.commands().send(sourcing.command(decider, stream, command)).await();
  }

  private Order order() {
    return sourcing.ofStream("order-A123", OrderEvents.FAMILY, new OrderDecider()).await();
  }

  private Payment payment() {
    return sourcing.ofStream("payment-A123", PaymentDecider.EVENTS, new PaymentDecider()).await();
  }

  private Shipment shipment() {
    return sourcing
        .ofStream("shipment-A123", ShipmentDecider.EVENTS, new ShipmentDecider())
        .await();
  }

  private long count(String type) {
    return test.events().stream().map(RecordedEvent::type).filter(type::equals).count();
  }
}
