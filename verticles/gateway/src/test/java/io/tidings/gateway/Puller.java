package io.tidings.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Whoever pulls from a consumer, one call at a time as a test says. */
record Puller(Http http, String consumer, String visibility) {

  /** Waits until there is something, or for so long. */
  List<JsonObject> lease(int max, String wait) {
    Http.Answer answer =
        http.ask(
            "/v1/consumers/" + consumer + "/lease",
            "max",
            max,
            "wait",
            wait,
            "visibility",
            visibility,
            "puller",
            "test");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().getJsonArray("events").stream().map(one -> (JsonObject) one).toList();
  }

  /** The next one. */
  JsonObject next() {
    List<JsonObject> leased = lease(1, "PT20S");
    assertThat(leased).hasSize(1);
    return leased.get(0);
  }

  /** Whether it was still held. */
  boolean ack(JsonObject leased) {
    JsonArray receipts = new JsonArray().add(leased.getString("receipt"));
    return held(http.ask("/v1/consumers/" + consumer + "/ack", "receipts", receipts));
  }

  boolean nack(JsonObject leased, Object... namesAndValues) {
    JsonObject event = new JsonObject().put("receipt", leased.getString("receipt"));
    for (int at = 0; at < namesAndValues.length; at += 2) {
      event.put((String) namesAndValues[at], namesAndValues[at + 1]);
    }
    JsonArray events = new JsonArray().add(event);
    return held(http.ask("/v1/consumers/" + consumer + "/nack", "events", events));
  }

  private static boolean held(Http.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().getJsonArray("results").getJsonObject(0).getBoolean("held");
  }

  static String id(JsonObject leased) {
    return leased.getJsonObject("event").getString("id");
  }
}
