package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.schedule.Claimed.Due;
import io.tidings.log.schedule.Settlement;
import io.tidings.model.Cursor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is to be recorded later; nobody records it here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScheduledTest {

  private static final String DUE = "2126-11-23T14:05:06Z";

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void S1_an_event_is_accepted_and_can_be_looked_at() {
    Http.Answer accepted = post("at=" + DUE, Samples.order("A1"));

    assertThat(accepted.status()).isEqualTo(202);
    JsonObject answer = accepted.json();
    String id = answer.getString("id");
    assertThat(answer)
        .isEqualTo(
            new JsonObject()
                .put("id", id)
                .put("due", DUE)
                .put("state", "pending")
                .put("duplicate", false));
    assertThat(accepted.header("location")).isEqualTo("/v1/scheduled/" + id);
    JsonObject found = http.get(accepted.header("location")).json();
    assertThat(found.getString("due")).isEqualTo(DUE);
    assertThat(found.getJsonArray("events"))
        .isEqualTo(new JsonArray().add(Samples.order("A1").put("tidingsstream", "order-A1")));
    assertThat(gateway.head()).isZero();
  }

  @Test
  void payloads_are_shown_byte_for_byte() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\","
            + "\"data\":{ \"total\" : 199.990 }}";
    http.send("PUT", "/v1/scheduled/one?after=PT1H", event, "Content-Type", EVENT);

    assertThat(http.get("/v1/scheduled/one").body()).contains("\"data\":{ \"total\" : 199.990 }");
  }

  @Test
  void a_batch_is_one_append_and_binary_mode_is_taken() {
    http.send("PUT", "/v1/scheduled/batch?after=20m", Samples.batch(1, 3), "Content-Type", BATCH);
    Http.Answer binary =
        http.send(
            "PUT",
            "/v1/scheduled/binary?after=PT0S",
            "{}",
            "Content-Type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-id",
            "B1",
            "ce-source",
            "/shop",
            "ce-type",
            "orders.order-placed");

    assertThat(binary.status()).isEqualTo(202);
    assertThat(http.get("/v1/scheduled/batch").json().getJsonArray("events")).hasSize(3);
    assertThat(http.get("/v1/scheduled/binary").json().getJsonArray("events")).hasSize(1);
  }

  @Test
  void S1_a_put_may_be_repeated() {
    Http.Answer first = put("reminder-A1", "after=PT1H", Samples.order("A1"));

    Http.Answer again = put("reminder-A1", "after=PT1H", Samples.order("A1"));

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json()).isEqualTo(first.json().copy().put("duplicate", true));
  }

  @Test
  void an_id_that_stands_for_something_else_is_refused() {
    put("one", "at=" + DUE, Samples.order("A1"));

    Http.Answer others = put("one", "at=" + DUE, Samples.order("A2"));
    Http.Answer later = put("one", "at=2126-11-23T14:05:07Z", Samples.order("A1"));

    assertThat(List.of(others.status(), later.status())).containsOnly(409);
    assertThat(others.json().getString("type"))
        .isEqualTo("urn:tidings:problem:scheduled-otherwise");
    assertThat(others.json().getString("detail")).contains("give another id");
  }

  @Test
  void S4_what_is_cancelled_stays_so() {
    put("one", "at=" + DUE, Samples.order("A1"));

    assertThat(http.send("DELETE", "/v1/scheduled/one", null).status()).isEqualTo(204);
    assertThat(http.send("DELETE", "/v1/scheduled/one", null).status()).isEqualTo(204);

    assertThat(http.get("/v1/scheduled/one").json().getString("state")).isEqualTo("cancelled");
    Http.Answer again = put("one", "at=" + DUE, Samples.order("A1"));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().getString("detail")).contains("was cancelled");
  }

  @Test
  void it_is_too_late_to_cancel_what_is_being_recorded() {
    put("one", "after=PT0S", Samples.order("A1"));
    Due due = claim();

    Http.Answer refused = http.send("DELETE", "/v1/scheduled/one", null);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().getString("type")).isEqualTo("urn:tidings:problem:too-late");
    gateway
        .schedule
        .settle(List.of(new Settlement.Recorded(due, new Cursor(7, 3), Instant.now())))
        .await();
    assertThat(http.send("DELETE", "/v1/scheduled/one", null).status()).isEqualTo(409);
    JsonObject recorded = http.get("/v1/scheduled/one").json();
    assertThat(recorded.getString("state")).isEqualTo("recorded");
    assertThat(recorded.getString("recorded")).isEqualTo("7-3");
  }

  @Test
  void what_has_failed_is_listed_with_its_reason() {
    put("one", "after=PT0S", Samples.order("A1"));
    gateway.schedule.settle(List.of(new Settlement.Refused(claim(), "stale"))).await();

    JsonObject listed = http.get("/v1/scheduled").json().getJsonArray("scheduled").getJsonObject(0);

    assertThat(listed.getString("state")).isEqualTo("failed");
    assertThat(listed.getString("reason")).isEqualTo("stale");
  }

  @Test
  void pages_lead_from_one_to_the_next() {
    List<String> ids = IntStream.range(0, 7).mapToObj(at -> "id-" + at).toList();
    ids.forEach(id -> put(id, "at=" + DUE, Samples.order(id)));

    List<String> listed = new ArrayList<>();
    String next = "/v1/scheduled?limit=3";
    while (next != null) {
      Http.Answer page = http.get(next);
      JsonArray entries = page.json().getJsonArray("scheduled");
      entries.forEach(entry -> listed.add(((JsonObject) entry).getString("id")));
      next = page.link("next");
    }

    assertThat(listed).isEqualTo(ids);
  }

  @ParameterizedTest
  @CsvSource({
    "'', not both, at",
    "?at=2126-11-23T14:05:06Z&after=PT1H, not both, at",
    "?at=tomorrow, RFC 3339, at",
    "?at=1969-12-31T00:00:00Z, 1970 to 9999, at",
    "?after=-PT1S, give a duration, after",
    "?after=soon, give a duration, after",
    "?afte=PT1S, did you mean, afte"
  })
  void G2_a_time_that_cannot_be_understood_is_refused(String query, String say, String parameter) {
    Http.Answer refused = http.post("/v1/scheduled" + query, EVENT, Samples.order("A1").encode());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().getString("parameter")).isEqualTo(parameter);
    assertThat(refused.json().getString("detail")).contains(say);
    assertThat(gateway.schedule.list(null, 1).await().entries()).isEmpty();
  }

  @Test
  void an_offset_is_understood_even_if_its_plus_is_not_escaped() {
    for (String at : List.of("2126-11-23T15:05:06%2B01:00", "2126-11-23T15:05:06+01:00")) {
      assertThat(post("at=" + at, Samples.order("A1")).json().getString("due")).isEqualTo(DUE);
    }
  }

  @Test
  void G2_bad_events_lines_and_ids_are_refused() {
    assertThat(http.post("/v1/scheduled?after=PT1H", EVENT, "{}").status()).isEqualTo(400);
    assertThat(http.post("/v1/scheduled?after=PT1H", BATCH, "[]").status()).isEqualTo(400);
    assertThat(http.post("/v1/scheduled?after=PT1H", NDJSON, Samples.lines(1, 2)).status())
        .isEqualTo(415);
    assertThat(put("a%20b", "after=PT1H", Samples.order("A1")).status()).isEqualTo(400);
    assertThat(http.get("/v1/scheduled?after=x").status()).isEqualTo(400);
    assertThat(
            http.post(
                    "/v1/scheduled?after=PT1H",
                    EVENT,
                    Samples.order("A1").encode(),
                    "If-Match",
                    "\"1\"")
                .status())
        .isEqualTo(400);
  }

  @Test
  void what_nobody_has_scheduled_is_not_found() {
    assertThat(http.get("/v1/scheduled/none").json().getString("type"))
        .isEqualTo("urn:tidings:problem:unknown-scheduled");
    assertThat(http.send("DELETE", "/v1/scheduled/none", null).status()).isEqualTo(404);
  }

  private Due claim() {
    return gateway.schedule.claim(1, Duration.ofMinutes(1)).await().due().get(0);
  }

  private Http.Answer post(String query, JsonObject event) {
    return http.post("/v1/scheduled?" + query, EVENT, event.encode());
  }

  private Http.Answer put(String id, String query, JsonObject event) {
    return http.send(
        "PUT", "/v1/scheduled/" + id + "?" + query, event.encode(), "Content-Type", EVENT);
  }
}
