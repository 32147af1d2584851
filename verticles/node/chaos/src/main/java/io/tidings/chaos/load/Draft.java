package io.tidings.chaos.load;

import io.tidings.chaos.history.Content;
import io.tidings.chaos.history.Entry.Intent;
import io.vertx.core.json.JsonObject;

/** An event that a client is about to send. */
record Draft(String source, String id, String stream, String type, String data) {

  /** The first one of a client has number 0. */
  static Draft of(String load, String client, long number, String stream) {
    return new Draft(
        "/chaos/" + client,
        Long.toString(number),
        stream,
        type(load),
        "{\"client\":\"%s\",\"number\":%d}".formatted(client, number));
  }

  static String type(String load) {
    return "chaos." + load;
  }

  Intent intent() {
    return new Intent(source, id, stream, Content.digest(type, data));
  }

  JsonObject json() {
    return new JsonObject()
        .put("specversion", "1.0")
        .put("id", id)
        .put("source", source)
        .put("type", type)
        .put("subject", stream)
        .put("data", new JsonObject(data));
  }
}
