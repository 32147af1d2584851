package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppendToStreamTest {

  private static final String PATH = "/v1/streams/order-7/events";

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void the_stream_of_the_path_wins_over_the_subject() {
    Http.Answer answer = http.post(PATH, EVENT, Samples.order("1", "order-99").encode());

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.result().getString("stream")).isEqualTo("order-7");
    assertThat(answer.header("etag")).isEqualTo("\"1\"");
  }

  @Test
  void a_batch_is_appended_to_one_stream_and_tagged_with_its_version() {
    Http.Answer answer = http.post(PATH, BATCH, Samples.batch(1, 3), "If-None-Match", "*");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("etag")).isEqualTo("\"3\"");
  }

  @Test
  void L4_a_stale_version_is_answered_with_the_actual_one() {
    http.post(PATH, BATCH, Samples.batch(1, 3));

    Http.Answer stale = http.post(PATH, EVENT, Samples.order("4").encode(), "If-Match", "\"2\"");
    Http.Answer exists = http.post(PATH, EVENT, Samples.order("4").encode(), "If-None-Match", "*");
    Http.Answer right = http.post(PATH, EVENT, Samples.order("4").encode(), "If-Match", "\"3\"");

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.json().getLong("actual")).isEqualTo(3);
    assertThat(stale.json().getLong("expected")).isEqualTo(2);
    assertThat(stale.header("etag")).isEqualTo("\"3\"");
    assertThat(exists.status()).isEqualTo(412);
    assertThat(right.status()).isEqualTo(201);
    assertThat(gateway.head()).isEqualTo(4);
  }

  @Test
  void L5_a_repeat_beats_a_stale_version() {
    http.post(PATH, EVENT, Samples.order("1").encode(), "If-None-Match", "*");

    Http.Answer again = http.post(PATH, EVENT, Samples.order("1").encode(), "If-None-Match", "*");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.result().getBoolean("duplicate")).isTrue();
  }

  @Test
  void L5_an_id_of_another_event_and_a_partial_repeat_are_conflicts() {
    http.post(PATH, EVENT, Samples.order("1").encode());

    Http.Answer reused =
        http.post(PATH, EVENT, Samples.order("1").put("type", "orders.other").encode());
    Http.Answer partial = http.post(PATH, BATCH, Samples.batch(1, 2));

    assertThat(reused.status()).isEqualTo(409);
    assertThat(reused.json().getString("type")).isEqualTo("urn:tidings:problem:id-reused");
    assertThat(reused.json().getLong("position")).isEqualTo(1);
    assertThat(partial.status()).isEqualTo(409);
    assertThat(partial.json().getString("unrecordedId")).isEqualTo("2");
    assertThat(gateway.head()).isEqualTo(1);
  }

  @Test
  void an_event_that_names_another_stream_is_refused() {
    Http.Answer answer =
        http.post(PATH, EVENT, Samples.order("1").put("stream", "order-8").encode());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("attribute")).isEqualTo("stream");
    assertThat(gateway.head()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Match|*",
        "If-Match|7",
        "If-Match|W/\"7\"",
        "If-Match|\"7\", \"8\"",
        "If-Match|\"x\"",
        "If-None-Match|\"7\""
      })
  void a_precondition_of_another_form_is_refused(String header, String value) {
    Http.Answer answer = http.post(PATH, EVENT, Samples.order("1").encode(), header, value);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("type")).endsWith(":bad-precondition");
    assertThat(gateway.head()).isZero();
  }

  @Test
  void a_precondition_on_the_whole_log_is_refused_rather_than_ignored() {
    Http.Answer answer =
        http.post("/v1/events", EVENT, Samples.order("1").encode(), "If-Match", "\"0\"");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(gateway.head()).isZero();
  }

  @Test
  void lines_are_not_taken_since_an_append_to_a_stream_is_atomic() {
    assertThat(http.post(PATH, NDJSON, Samples.lines(1, 2)).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "größe-1", "100%", "a b+c", "x?y#z", "…", "order-日本", "a/../b", "events"})
  void any_stream_can_be_named_in_a_path(String stream) {
    String path =
        "/v1/streams/"
            + URLEncoder.encode(stream, StandardCharsets.UTF_8).replace("+", "%20")
            + "/events";

    Http.Answer appended = http.post(path, EVENT, Samples.order("1").encode());
    Http.Answer read = http.get(path);

    assertThat(appended.result().getString("stream")).isEqualTo(stream);
    assertThat(read.array()).hasSize(1);
    assertThat(read.array().getJsonObject(0).getString("tidingsstream")).isEqualTo(stream);
  }
}
