package io.tidings.examples.orders.shop;

import io.tidings.examples.orders.domain.Money;
import io.tidings.examples.orders.domain.OrderEvent.OrderCancelled;
import io.tidings.examples.orders.domain.OrderEvent.OrderPaid;
import io.tidings.examples.orders.domain.OrderEvent.OrderPlaced;
import io.tidings.examples.orders.domain.OrderEvent.OrderShipped;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentGivenUp;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentRefunded;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentRequested;
import io.tidings.examples.orders.domain.PaymentEvent.PaymentTaken;
import io.tidings.examples.orders.domain.ShipmentEvent.ParcelDispatched;
import io.tidings.examples.orders.domain.ShipmentEvent.ShipmentAbandoned;
import io.tidings.examples.orders.domain.ShipmentEvent.ShipmentRequested;
import io.tidings.model.EventType;
import io.tidings.testing.Contract;
import io.tidings.testing.GoldenFiles;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The shop and an accountancy that has the golden files, and none of the shop's classes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShopContractTest {

  private static final Money TOTAL = Money.of("199.99", "EUR");

  private final Contract contract = Contract.of(GoldenFiles.in(Path.of("src/test/golden")));

  /** As the accountancy knows money. */
  record Sum(BigDecimal amount, String currency) {}

  @EventType("shop.payment-taken")
  record Income(String paymentId, Sum amount) {}

  @EventType("shop.payment-refunded")
  record Refund(String paymentId, Sum amount) {}

  @EventType(value = "shop.order-placed", version = 3)
  record Customer(String orderId, String customerId) {}

  @Test
  void the_shop_writes_what_was_agreed() {
    contract.produces(
        new OrderPlaced("A123", "C456", TOTAL),
        new OrderPaid("A123", "P-77"),
        new OrderShipped("A123", "T-9"),
        new OrderCancelled("A123", "changed my mind"),
        new PaymentRequested("A123", "C456", TOTAL),
        new PaymentTaken("A123", "P-77", TOTAL),
        new PaymentRefunded("A123", "P-77", TOTAL),
        new PaymentGivenUp("A123"),
        new ShipmentRequested("A123"),
        new ParcelDispatched("A123", "T-9"),
        new ShipmentAbandoned("A123"));
  }

  @Test
  void the_accountancy_finds_what_it_needs() {
    contract.consumes(Income.class, 1);
    contract.consumes(Refund.class, 1);
    contract.consumes(Customer.class, 1, 2, 3);
  }
}
