package io.tidings.examples.orders.shop;

import io.tidings.examples.orders.domain.OrderEvents;
import io.tidings.examples.orders.domain.PaymentDecider;
import io.tidings.examples.orders.domain.ShipmentDecider;
import io.tidings.testing.GoldenFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShopEventsTest {

  @Test
  void every_version_of_every_event_is_read_for_ever() {
    GoldenFiles.in(Path.of("src/test/golden"))
        .check(OrderEvents.FAMILY, PaymentDecider.EVENTS, ShipmentDecider.EVENTS);
  }
}
