package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Consumers that are pulled from, whole: gateway, store, and nodes that offer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PullConsumersTest extends PullConsumersFixture {

  @Test
  void C1_what_is_recorded_is_offered_and_what_is_acked_is_handled() {
    declare();
    http.post("/v1/events", BATCH, Samples.batch(1, 20));

    List<String> seen = new ArrayList<>();
    while (seen.size() < 20) {
      for (JsonObject leased : puller.lease(7, "PT20S")) {
        seen.add(Puller.id(leased));
        assertThat(puller.ack(leased)).isTrue();
      }
    }

    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList());
    assertThat(http.get(MAILS + "?caught-up-to=20&timeout=20s").status()).isEqualTo(200);
    assertThat(http.get(MAILS).json().getInteger("handled")).isEqualTo(20);
    assertThat(puller.lease(10, "PT0S")).isEmpty();
  }

  @Test
  void C2_several_pullers_share_the_work_and_each_stream_stays_in_order() {
    declare();
    int streams = 10;
    int each = 12;
    StringBuilder lines = new StringBuilder();
    for (int id = 0; id < streams * each; id++) {
      lines.append(Samples.order("" + id, "order-" + id % streams).encode()).append('\n');
    }
    http.post("/v1/events", Http.NDJSON, lines.toString());

    Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    List<CompletableFuture<Void>> pullers = new ArrayList<>();
    for (int one = 0; one < 3; one++) {
      pullers.add(CompletableFuture.runAsync(() -> drain(seen, streams * each)));
    }
    pullers.forEach(CompletableFuture::join);

    assertThat(seen).hasSize(streams);
    seen.values().forEach(ids -> assertThat(ids).hasSize(each).isSorted().doesNotHaveDuplicates());
  }

  private void drain(Map<String, List<Integer>> seen, int all) {
    while (seen.values().stream().mapToInt(List::size).sum() < all) {
      for (JsonObject leased : puller.lease(5, "PT0.5S")) {
        String stream = leased.getJsonObject("event").getString("tidingsstream");
        seen.computeIfAbsent(stream, none -> Collections.synchronizedList(new ArrayList<>()))
            .add(Integer.valueOf(Puller.id(leased)));
        puller.ack(leased);
      }
    }
  }

  @Test
  void C5_what_is_nacked_is_tried_again_and_then_a_dead_letter_with_those_behind_it_waiting() {
    declare("attempts", 2);
    record("1", "order-a");
    record("2", "order-a");
    record("3", "order-b");

    Map<String, Integer> attempts = new HashMap<>();
    while (held().getInteger("dead") == 0) {
      for (JsonObject leased : puller.lease(5, "PT0.2S")) {
        attempts.merge(Puller.id(leased), leased.getInteger("attempt"), Math::max);
        if (Puller.id(leased).equals("1")) {
          assertThat(puller.nack(leased, "reason", "no such customer")).isTrue();
        } else {
          puller.ack(leased);
        }
      }
    }
    assertThat(attempts).isEqualTo(Map.of("1", 2, "3", 1));
    JsonObject letter = http.get(MAILS + "/dead-letters/1").json();
    assertThat(letter.getString("message")).isEqualTo("no such customer");
    assertThat(letter.getJsonArray("attempts")).hasSize(2);
    assertThat(letter.getJsonObject("waiting").getInteger("events")).isEqualTo(1);
    assertThat(http.get(MAILS + "/dead-letters?error=Nacked").json().getJsonArray("deadLetters"))
        .hasSize(1);

    http.ask(MAILS + "/dead-letters/1/redrive");

    JsonObject again = puller.next();
    assertThat(Puller.id(again)).isEqualTo("1");
    assertThat(puller.ack(again)).isTrue();
    JsonObject behind = puller.next();
    assertThat(Puller.id(behind)).isEqualTo("2");
    assertThat(puller.ack(behind)).isTrue();
    await().until(() -> held().getInteger("dead") + held().getInteger("retrying") == 0);
  }

  @Test
  void a_nack_may_ask_for_no_other_attempt() {
    declare();
    record("1", "order-a");

    puller.nack(puller.next(), "deadLetter", true, "reason", "malformed");

    await().until(() -> held().getInteger("dead") == 1);
    assertThat(http.get(MAILS + "/dead-letters/1").json().getJsonArray("attempts")).hasSize(1);
  }

  @Test
  void a_nack_may_ask_for_a_later_attempt() {
    declare();
    record("1", "order-a");

    puller.nack(puller.next(), "retryAfter", "PT30S");

    await().until(() -> held().getInteger("retrying") == 1);
    assertThat(puller.lease(1, "PT0.4S")).isEmpty();
  }

  @Test
  void what_is_not_settled_in_time_is_offered_again() {
    declare();
    record("1", "order-a");
    JsonObject first = new Puller(http, "mails", "PT0.05S").next();

    JsonObject second = puller.next();

    assertThat(second.getInteger("attempt")).isEqualTo(2);
    assertThat(puller.ack(first)).isFalse();
    assertThat(puller.ack(second)).isTrue();
    await().until(() -> held().getInteger("retrying") == 0);
  }

  @Test
  void N1_what_is_leased_and_settled_survives_the_node_that_offered_it() {
    declare();
    record("1", "order-a");
    record("2", "order-b");
    record("3", "order-c");
    Map<String, JsonObject> leased = new HashMap<>();
    while (leased.size() < 2) {
      puller.lease(2 - leased.size(), "PT20S").forEach(one -> leased.put(Puller.id(one), one));
    }

    gateway.vertx.undeploy(node).await();
    List<JsonObject> both = List.copyOf(leased.values());
    assertThat(puller.ack(both.get(0))).isTrue();
    host("node-b");

    JsonObject third = puller.next();
    assertThat(leased).doesNotContainKey(Puller.id(third));
    assertThat(third.getInteger("attempt")).isEqualTo(1);
    assertThat(puller.ack(third)).isTrue();
    assertThat(puller.ack(both.get(1))).isTrue();
    assertThat(http.get(MAILS + "?caught-up-to=3&timeout=20s").status()).isEqualTo(200);
    assertThat(held())
        .isEqualTo(new JsonObject().put("retrying", 0).put("dead", 0).put("stopped", 0));
    assertThat(puller.lease(10, "PT0S")).isEmpty();
  }

  @Test
  void N2_nodes_share_the_segments_while_events_are_out() {
    declare();
    http.post("/v1/events", BATCH, Samples.batch(1, 40));
    List<JsonObject> out = new ArrayList<>();
    while (out.size() < 20) {
      out.addAll(puller.lease(20 - out.size(), "PT20S"));
    }

    host("node-b");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                http.get(MAILS).json().getJsonArray("segments").stream()
                        .map(one -> ((JsonObject) one).getString("owner"))
                        .filter("node-b"::equals)
                        .count()
                    == 2);
    out.forEach(leased -> assertThat(puller.ack(leased)).isTrue());
    List<String> later = new ArrayList<>();
    while (later.size() < 20) {
      for (JsonObject leased : puller.lease(20, "PT20S")) {
        later.add(Puller.id(leased));
        puller.ack(leased);
      }
    }

    assertThat(later).doesNotContainAnyElementsOf(out.stream().map(Puller::id).toList());
    assertThat(http.get(MAILS + "?caught-up-to=40&timeout=20s").status()).isEqualTo(200);
  }
}
