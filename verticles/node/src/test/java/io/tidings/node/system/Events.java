package io.tidings.node.system;

import io.vertx.core.json.JsonObject;

/** What producers send. */
final class Events {

  static final String ONE = "application/cloudevents+json";
  static final String LINES = "application/x-ndjson";

  private Events() {}

  /** An event of the subject and stream {@code order-1}. */
  static String event(String id) {
    return event(id, "order-1");
  }

  static String event(String id, String subject) {
    return new JsonObject()
        .put("specversion", "1.0")
        .put("id", id)
        .put("source", "/system-test")
        .put("type", "orders.order-placed")
        .put("subject", subject)
        .put("data", new JsonObject().put("orderId", id))
        .encode();
  }
}
