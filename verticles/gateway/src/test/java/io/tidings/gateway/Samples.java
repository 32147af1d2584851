package io.tidings.gateway;

import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events as producers send them. */
final class Samples {

  private Samples() {}

  static JsonObject order(String id) {
    return new JsonObject()
        .put("specversion", "1.0")
        .put("id", id)
        .put("source", "/shop")
        .put("type", "orders.order-placed")
        .put("subject", "order-" + id)
        .put("datacontenttype", "application/json")
        .put("data", new JsonObject().put("order", id).put("amount", 199.99));
  }

  static JsonObject order(String id, String subject) {
    return order(id).put("subject", subject);
  }

  /** As lines, one for each id from {@code first} to {@code last}. */
  static String lines(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> order(Integer.toString(id)).encode() + "\n")
        .collect(Collectors.joining());
  }

  /** As a batch. */
  static String batch(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> order(Integer.toString(id)).encode())
        .collect(Collectors.joining(",", "[", "]"));
  }
}
