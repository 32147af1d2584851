package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppendEventsTest {

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void G1_a_structured_event_is_answered_with_its_place_in_the_log() {
    Http.Answer answer = http.post("/v1/events", EVENT, Samples.order("A1").encode());

    assertThat(answer.status()).isEqualTo(201);
    long epoch = gateway.memory.head().await().epoch();
    assertThat(answer.json())
        .isEqualTo(
            new JsonObject()
                .put(
                    "results",
                    new io.vertx.core.json.JsonArray()
                        .add(
                            new JsonObject()
                                .put("id", "A1")
                                .put("source", "/shop")
                                .put("stream", "order-A1")
                                .put("version", 1)
                                .put("position", 1)
                                .put("epoch", epoch)
                                .put("duplicate", false))));
    assertThat(gateway.head()).isEqualTo(1);
  }

  @Test
  void G1_a_repeat_is_answered_as_the_first_time() {
    http.post("/v1/events", EVENT, Samples.order("A1").encode());

    Http.Answer again = http.post("/v1/events", EVENT, Samples.order("A1").encode());

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.result().getLong("position")).isEqualTo(1);
    assertThat(again.result().getBoolean("duplicate")).isTrue();
    assertThat(gateway.head()).isEqualTo(1);
  }

  @Test
  void a_batch_is_one_append() {
    Http.Answer answer = http.post("/v1/events", BATCH, Samples.batch(1, 3));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().getJsonArray("results")).hasSize(3);
    assertThat(gateway.head()).isEqualTo(3);
  }

  @Test
  void a_bad_event_refuses_its_batch_whole() {
    String bad = "[" + Samples.order("1").encode() + ",{\"specversion\":\"1.0\",\"id\":\"2\"}]";

    Http.Answer answer = http.post("/v1/events", BATCH, bad);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getInteger("index")).isEqualTo(1);
    assertThat(answer.json().getString("attribute")).isEqualTo("source");
    assertThat(gateway.head()).isZero();
  }

  @Test
  void binary_mode_is_taken() {
    Http.Answer answer =
        http.send(
            "POST",
            "/v1/events",
            "{\"total\": 1.50}",
            "Content-Type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-id",
            "B1",
            "ce-source",
            "/shop",
            "ce-type",
            "orders.order-placed",
            "ce-subject",
            "order-7");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.result().getString("stream")).isEqualTo("order-7");
  }

  @Test
  void each_line_is_answered_by_a_line_in_order_and_a_bad_one_refuses_only_itself() {
    String lines =
        Samples.order("1").encode()
            + "\n\n{\"specversion\":\n"
            + Samples.order("2").encode()
            + "\r\n   \n"
            + Samples.order("3").encode();

    Http.Answer answer = http.post("/v1/events", NDJSON, lines);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(NDJSON);
    List<JsonObject> results = answer.lines();
    assertThat(results).hasSize(4);
    assertThat(results).element(0).extracting(line -> line.getLong("position")).isEqualTo(1L);
    assertThat(results.get(1).getInteger("line")).isEqualTo(3);
    assertThat(results.get(1).getJsonObject("problem").getInteger("status")).isEqualTo(400);
    assertThat(results.get(2).getLong("position")).isEqualTo(2L);
    assertThat(results.get(3).getString("id")).isEqualTo("3");
    assertThat(gateway.head()).isEqualTo(3);
  }

  @Test
  void many_lines_are_recorded_in_their_order() {
    Http.Answer answer = http.post("/v1/events", NDJSON, Samples.lines(1, 5000));

    List<JsonObject> results = answer.lines();
    assertThat(results).hasSize(5000);
    for (int at = 0; at < results.size(); at++) {
      assertThat(results.get(at).getLong("position")).isEqualTo(at + 1L);
      assertThat(results.get(at).getString("id")).isEqualTo(Integer.toString(at + 1));
    }
  }
}
