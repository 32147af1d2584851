package io.tidings.benchmarks;

import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events as a shop publishes them: 250 bytes of JSON. 500 orders are under way at a time; each is a
 * stream of five events, one of each type.
 */
final class Samples {

  static final int PAYLOAD_BYTES = 250;

  private static final int ORDERS = 500;
  private static final String[] TYPES = {
    "orders.order-placed",
    "orders.order-confirmed",
    "orders.order-paid",
    "orders.order-shipped",
    "orders.order-cancelled"
  };

  private static final AtomicLong NUMBER = new AtomicLong();

  private Samples() {}

  static List<NewEvent> events(int count) {
    List<NewEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(event());
    }
    return events;
  }

  static NewEvent event() {
    long number = NUMBER.incrementAndGet();
    return event(number, "order-A" + (100_000 + number * 7919 % ORDERS));
  }

  /** Of any stream, which is an order's as well. */
  static NewEvent event(String stream) {
    return event(NUMBER.incrementAndGet(), stream);
  }

  private static NewEvent event(long number, String stream) {
    return NewEvent.builder(EventJson.newId(), "/shop/orders", TYPES[(int) (number % 5)]).stream(
            stream)
        .subject(stream)
        .time("2026-03-14T09:26:53.589793Z")
        .contentType("application/json")
        .data(Data.of(Data.Form.JSON, payload(number, stream)))
        .build();
  }

  /** As the log would have recorded them, from {@code first} on. */
  static List<RecordedEvent> recorded(long first, int count) {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    List<RecordedEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(new RecordedEvent(event(), 1 + i / ORDERS, first + i, 1_774_000_000_000L, at));
    }
    return events;
  }

  private static byte[] payload(long number, String stream) {
    String order =
        "{\"order\":\"%s\",\"customer\":\"C%d\",\"total\":%d.99,\"currency\":\"EUR\",\"items\":["
            .formatted(stream.substring(6), 10_000 + number % 5000, number % 900);
    StringBuilder json = new StringBuilder(order);
    json.append("{\"sku\":\"SKU-")
        .append(number % 10_000)
        .append("\",\"quantity\":2}],\"note\":\"");
    while (json.length() < PAYLOAD_BYTES - 2) {
      json.append((char) ('a' + json.length() % 26));
    }
    return json.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
  }
}
