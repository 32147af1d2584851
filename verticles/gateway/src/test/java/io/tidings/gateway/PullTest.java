package io.tidings.gateway;

import static io.tidings.gateway.Http.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.consumers.Offers.Outcome;
import io.tidings.consumers.Offers.Settled;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Pulling, with a test in the place of the nodes that offer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PullTest extends PullFixture {

  private static JsonArray receipts(List<JsonObject> leased) {
    JsonArray receipts = new JsonArray();
    leased.forEach(one -> receipts.add(one.getString("receipt")));
    return receipts;
  }

  private static List<Boolean> held(Http.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().getJsonArray("results").stream()
        .map(one -> ((JsonObject) one).getBoolean("held"))
        .toList();
  }

  private Settled settled(long position) {
    return owner.settled().stream().filter(one -> one.position() == position).findFirst().get();
  }

  @Test
  void events_are_leased_as_the_rest_of_the_interface_shows_them() {
    offer(2, 3);

    List<JsonObject> leased = lease("max", 10, "visibility", "PT90S", "puller", "p1");

    assertThat(leased).hasSize(2);
    JsonObject first = leased.get(0);
    assertThat(first.getLong("position")).isEqualTo(2);
    assertThat(first.getInteger("attempt")).isEqualTo(1);
    assertThat(first.getString("visibility")).isEqualTo("PT1M30S");
    assertThat(first.getJsonObject("event"))
        .isEqualTo(http.get("/v1/events?after=1&limit=1").array().getJsonObject(0));
  }

  @Test
  void each_event_is_for_one_puller() {
    offer(1, 2, 3, 4, 5);

    Set<Long> seen = new HashSet<>();
    List<JsonObject> all = new java.util.ArrayList<>();
    for (int pull = 0; pull < 3; pull++) {
      List<JsonObject> leased = lease("max", 2);
      all.addAll(leased);
      leased.forEach(one -> seen.add(one.getLong("position")));
    }

    assertThat(all).hasSize(5);
    assertThat(seen).hasSize(5);
    assertThat(lease()).isEmpty();
  }

  @Test
  void C2_events_of_one_stream_are_not_leased_together() {
    http.post("/v1/events", EVENT, Samples.order("6", "order-1").encode());
    offer(1, 6);

    List<JsonObject> first = lease();
    assertThat(first).extracting(one -> one.getLong("position")).containsExactly(1L);
    http.ask(MAILS + "/ack", "receipts", receipts(first));

    assertThat(lease()).extracting(one -> one.getLong("position")).containsExactly(6L);
  }

  @Test
  void events_far_apart_and_large_ones_come_whole() {
    String padding = "x".repeat(600_000);
    for (int id = 10; id < 16; id++) {
      JsonObject large = Samples.order("" + id).put("data", new JsonObject().put("note", padding));
      http.post("/v1/events", EVENT, large.encode());
    }
    http.post("/v1/events", Http.NDJSON, Samples.lines(20, 70));
    offer(1, 5, 6, 7, 8, 9, 10, 11, 40, 62);

    List<JsonObject> leased = lease("max", 100);

    assertThat(leased)
        .extracting(one -> one.getLong("position"))
        .containsExactly(1L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 40L, 62L);
    for (JsonObject one : leased) {
      assertThat(one.getJsonObject("event").getString("tidingsposition"))
          .isEqualTo(one.getLong("position").toString());
    }
    assertThat(leased.get(3).getJsonObject("event").getJsonObject("data").getString("note"))
        .isEqualTo(padding);
    await().until(() -> gateway.registry.get("tidings.gateway.held.bytes").gauge().value() == 0);
  }

  @Test
  void an_ack_is_what_the_owner_learns_and_may_be_repeated() {
    offer(1, 2);
    JsonArray receipts = receipts(lease());

    assertThat(held(http.ask(MAILS + "/ack", "receipts", receipts))).containsExactly(true, true);
    assertThat(held(http.ask(MAILS + "/ack", "receipts", receipts))).containsExactly(true, true);

    assertThat(settled(1).outcome()).isEqualTo(Outcome.ACKED);
    assertThat(settled(2).outcome()).isEqualTo(Outcome.ACKED);
  }

  @Test
  void a_nack_says_when_or_that_it_is_a_dead_letter_and_why() {
    offer(1, 2);
    List<JsonObject> leased = lease("puller", "p1");

    Http.Answer answer =
        http.ask(
            MAILS + "/nack",
            "events",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("receipt", leased.get(0).getString("receipt"))
                        .put("retryAfter", "PT5S")
                        .put("reason", "busy"))
                .add(
                    new JsonObject()
                        .put("receipt", leased.get(1).getString("receipt"))
                        .put("deadLetter", true)));

    assertThat(held(answer)).containsExactly(true, true);
    assertThat(settled(1).outcome()).isEqualTo(Outcome.NACKED);
    assertThat(settled(1).retryAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settled(1).reason()).isEqualTo("busy");
    assertThat(settled(1).puller()).isEqualTo("p1");
    assertThat(settled(2).deadLetter()).isTrue();
  }

  @Test
  void a_receipt_that_has_expired_is_told_to_be_held_no_more() {
    offer(1);
    JsonArray receipts = receipts(lease("visibility", "PT0.001S"));
    await().until(() -> !owner.settled().isEmpty());

    assertThat(settled(1).outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(held(http.ask(MAILS + "/ack", "receipts", receipts))).containsExactly(false);
    assertThat(held(http.ask(MAILS + "/extend", "receipts", receipts, "visibility", "1m")))
        .containsExactly(false);
  }

  @Test
  void more_time_is_given_who_asks_for_it() {
    offer(1);
    JsonArray receipts = receipts(lease("visibility", "PT10S")).add("1-nobody");

    assertThat(held(http.ask(MAILS + "/extend", "receipts", receipts, "visibility", "PT1H")))
        .containsExactly(true, false);
  }

  @Test
  void somebody_elses_receipt_settles_nothing() {
    offer(1);
    lease();

    assertThat(held(http.ask(MAILS + "/ack", "receipts", new JsonArray().add("1-guessed"))))
        .containsExactly(false);
    assertThat(owner.settled()).isEmpty();
  }

  @Test
  void a_consumer_that_is_not_there_or_has_handlers_cannot_be_pulled_from() {
    Http.Answer unknown = http.ask("/v1/consumers/nobody/lease", "wait", "PT5S");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().getString("type")).endsWith(":unknown-consumer");
  }

  @Test
  void C5_a_payload_that_was_edited_is_leased_in_the_place_of_the_recorded_one() {
    owner.hold(event(2), io.tidings.consumers.HeldStreams.HeldState.DEAD, "Expired");
    http.ask(MAILS + "/dead-letters/2/edit", "data", new JsonObject().put("a", 1), "why", "r");
    http.ask(MAILS + "/dead-letters/2/redrive");
    offer(1, 2);

    List<JsonObject> leased = lease();

    assertThat(leased.get(0).getJsonObject("event").getJsonObject("data").getString("order"))
        .isEqualTo("1");
    assertThat(leased.get(1).getJsonObject("event").getJsonObject("data"))
        .isEqualTo(new JsonObject().put("a", 1));
  }
}
