package io.tidings.examples.orders.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.examples.orders.domain.Order;
import io.tidings.examples.orders.domain.OrderDecider;
import io.tidings.examples.orders.domain.OrderEvents;
import io.tidings.testing.Replay;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * {@code log-v1.ndjson} is what the gateway exported after the first version of the shop, with one
 * currency and sales over the counter, had worked; {@code outcome-v1.csv} is what that version then
 * knew of each order.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayV1Test {

  @Test
  void L8_a_log_of_the_first_version_has_the_same_outcome_today() throws Exception {
    Replay replay = Replay.of(file("log-v1.ndjson"));

    List<String> outcome =
        replay.states(OrderEvents.FAMILY, new OrderDecider()).entrySet().stream()
            .map(entry -> line(entry.getKey(), entry.getValue()))
            .toList();

    assertThat(replay.types())
        .containsKeys(
            "shop.order-placed version 1",
            "shop.order-completed version 1",
            "shop.order-withdrawn version 1",
            "shop.order-viewed version 1");
    assertThat(outcome).isEqualTo(recorded());
  }

  private static String line(String stream, Order order) {
    return String.join(
        ",",
        stream.substring("order-".length()),
        order.status().name(),
        order.total().amount().toPlainString(),
        order.paymentId() == null ? "" : order.paymentId());
  }

  private static List<String> recorded() throws IOException, URISyntaxException {
    List<String> lines = Files.readAllLines(file("outcome-v1.csv"));
    return lines.subList(1, lines.size());
  }

  private static Path file(String name) throws URISyntaxException {
    return Path.of(ReplayV1Test.class.getResource(name).toURI());
  }
}
