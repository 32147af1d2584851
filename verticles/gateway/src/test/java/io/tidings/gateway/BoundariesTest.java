package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundariesTest {

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void L9_an_append_is_refused_for_what_was_recorded_within_its_boundary() {
    post("1", "C1", "S1");
    String since = "&since=" + http.get("/v1/events").header("tidings-head");
    String unless = "/v1/events?unless=course=C1&unless=student=S2" + since;
    http.post("/v1/events", EVENT, enrolled("2", "C2", "S9").encode());

    Http.Answer passes = http.post(unless, EVENT, enrolled("3", "C1", "S2").encode());
    Http.Answer overtaken = http.post(unless, EVENT, enrolled("4", "C1", "S2").encode());
    Http.Answer repeat = http.post(unless, EVENT, enrolled("3", "C1", "S2").encode());

    assertThat(passes.status()).isEqualTo(201);
    assertThat(overtaken.status()).isEqualTo(412);
    assertThat(overtaken.json().getString("type"))
        .isEqualTo("urn:tidings:problem:boundary-overtaken");
    assertThat(overtaken.json().getLong("position")).isEqualTo(3);
    assertThat(repeat.status()).isEqualTo(201);
    assertThat(repeat.result().getBoolean("duplicate")).isTrue();
    assertThat(gateway.head()).isEqualTo(3);
  }

  @Test
  void L9_a_batch_has_one_condition_and_is_recorded_or_refused_as_a_whole() {
    String batch =
        new JsonArray(List.of(enrolled("1", "C1", "S1"), enrolled("2", "C1", "S2"))).encode();
    String path = "/v1/events?unless=type=courses.student-enrolled,course=C1&since=0";

    assertThat(http.post(path, BATCH, batch).status()).isEqualTo(201);
    Http.Answer refused = http.post(path, EVENT, enrolled("3", "C1", "S3").encode());

    assertThat(refused.json().getLong("position")).isEqualTo(1);
  }

  @Test
  void L9_an_append_to_a_stream_is_refused_for_what_other_streams_have_within_its_boundary() {
    String unless = "/v1/streams/enrolment-1/events?unless=course=C1&since=1";
    post("1", "C1", "S1");

    Http.Answer passes = http.post(unless, EVENT, unnamed("2", "C2").encode());
    post("3", "C1", "S2");
    Http.Answer overtaken = http.post(unless, EVENT, unnamed("4", "C2").encode());
    Http.Answer repeat = http.post(unless, EVENT, unnamed("2", "C2").encode());

    assertThat(passes.status()).isEqualTo(201);
    assertThat(passes.result().getString("stream")).isEqualTo("enrolment-1");
    assertThat(passes.header("etag")).isEqualTo("\"1\"");
    assertThat(overtaken.status()).isEqualTo(412);
    assertThat(overtaken.json().getString("type"))
        .isEqualTo("urn:tidings:problem:boundary-overtaken");
    assertThat(overtaken.json().getLong("position")).isEqualTo(3);
    assertThat(repeat.result().getBoolean("duplicate")).isTrue();
    assertThat(gateway.head()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"1\"', 2, 201, ",
    "'\"1\"', 1, 412, boundary-overtaken",
    "'\"0\"', 2, 412, stale-version",
    "'\"0\"', 1, 412, stale-version"
  })
  void L9_the_boundary_and_the_version_must_both_hold(
      String version, int since, int status, String problem) {
    http.post("/v1/streams/enrolment-1/events", EVENT, unnamed("1", "C1").encode());
    post("2", "C1", "S1");
    String unless = "/v1/streams/enrolment-1/events?unless=course=C1&since=" + since;

    Http.Answer answer = http.post(unless, EVENT, unnamed("3", "C1").encode(), "If-Match", version);

    assertThat(answer.status()).isEqualTo(status);
    if (problem != null) {
      assertThat(answer.json().getString("type")).endsWith(":" + problem);
    }
    assertThat(gateway.head()).isEqualTo(status == 201 ? 3 : 2);
  }

  @Test
  void L5_a_repeat_to_a_stream_beats_the_version_and_the_boundary() {
    String unless = "/v1/streams/enrolment-1/events?unless=course=C1&since=0";
    String event = unnamed("1", "C1").encode();
    http.post(unless, EVENT, event, "If-None-Match", "*");

    Http.Answer repeat = http.post(unless, EVENT, event, "If-None-Match", "*");

    assertThat(repeat.status()).isEqualTo(201);
    assertThat(repeat.result().getBoolean("duplicate")).isTrue();
    assertThat(gateway.head()).isEqualTo(1);
  }

  @Test
  void L9_a_cursor_of_a_lost_future_is_overtaken_at_no_position() {
    Http.Answer answer =
        http.post("/v1/events?unless=course=C1&since=7", EVENT, enrolled("1", "C1", "S1").encode());

    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.json().getLong("position")).isZero();
  }

  @Test
  void L9_pages_within_a_boundary_join_by_their_links() {
    for (int at = 0; at < 12; at++) {
      post("a" + at, "C" + at % 3, "S" + at % 4);
    }
    List<String> ids = new ArrayList<>();
    String next =
        "/v1/events?limit=2&match=course=C1,type=courses.student-enrolled&match=student=S2";
    while (next != null) {
      Http.Answer page = http.get(next);
      assertThat(page.status()).isEqualTo(200);
      page.array().forEach(event -> ids.add(((JsonObject) event).getString("id")));
      next = page.link("next");
    }

    assertThat(ids).containsExactly("a1", "a2", "a4", "a6", "a7", "a10");
  }

  @Test
  void commas_and_backslashes_in_values_have_a_backslash_before_them() {
    post("1", "a,b", "S1");
    post("2", "a\\", "S2");

    assertThat(read("course=a\\,b,student=S1")).isEqualTo("1");
    assertThat(read("course=a\\\\")).isEqualTo("2");
  }

  @Test
  void a_stream_is_read_within_a_boundary() {
    post("1", "C1", "S1");
    post("2", "C2", "S1");

    Http.Answer page = http.get("/v1/streams/enrolments/events?match=course=C2");

    assertThat(page.array()).hasSize(1);
  }

  @Test
  void L9_a_boundary_is_followed_live() {
    post("1", "C1", "S1");
    post("2", "C2", "S2");

    try (SseClient client = new SseClient(http, "/v1/events?after=0&match=course=C1")) {
      await().until(() -> client.messages.size() == 1);
      post("3", "C2", "S1");
      post("4", "C1", "S2");
      await().until(() -> client.messages.size() == 2);

      assertThat(client.positions()).containsExactly(1L, 4L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "unless=course=C1, unless",
    "since=0, since",
    "unless=course&since=0, unless",
    "unless==C1&since=0, unless",
    "unless=&since=0, unless",
    "'unless=course=C1,course=C2&since=0', unless",
    "unless=traceparent=x&since=0, unless",
    "unless=Course=C1&since=0, unless",
    "unless=course=C1&since=x, since"
  })
  void a_condition_that_is_none_is_refused(String query, String parameter) {
    for (String path : List.of("/v1/events?", "/v1/streams/enrolments/events?")) {
      Http.Answer answer = http.post(path + query, EVENT, enrolled("1", "C1", "S1").encode());

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().getString("parameter")).isEqualTo(parameter);
    }
    assertThat(gateway.head()).isZero();
  }

  @Test
  void lines_have_no_condition() {
    Http.Answer answer =
        http.post(
            "/v1/events?unless=course=C1&since=0", NDJSON, enrolled("1", "C1", "S1").encode());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("parameter")).isEqualTo("unless");
  }

  @ParameterizedTest
  @ValueSource(strings = {"match=", "match=course", "match=id=1"})
  void a_match_that_is_none_is_refused(String query) {
    assertThat(http.get("/v1/events?" + query).status()).isEqualTo(400);
  }

  private String read(String match) {
    JsonArray events =
        http.get("/v1/events?match=" + URLEncoder.encode(match, StandardCharsets.UTF_8)).array();
    assertThat(events).hasSize(1);
    return events.getJsonObject(0).getString("id");
  }

  private void post(String id, String course, String student) {
    Http.Answer answer = http.post("/v1/events", EVENT, enrolled(id, course, student).encode());
    assertThat(answer.status()).isEqualTo(201);
  }

  /** Names no stream. */
  private static JsonObject unnamed(String id, String course) {
    JsonObject event = enrolled(id, course, "S9");
    event.remove("stream");
    return event;
  }

  private static JsonObject enrolled(String id, String course, String student) {
    return Samples.order(id, "enrolments")
        .put("type", "courses.student-enrolled")
        .put("course", course)
        .put("student", student);
  }
}
