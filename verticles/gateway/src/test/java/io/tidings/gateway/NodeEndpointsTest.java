package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.gateway.http.ProblemKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.Status;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeEndpointsTest {

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void the_log_tells_its_head_and_what_the_node_has_seen() {
    http.post("/v1/events", BATCH, Samples.batch(1, 3));
    await().until(() -> gateway.tail.view().position() == 3);

    JsonObject log = http.get("/v1/log").json();

    long epoch = gateway.memory.head().await().epoch();
    assertThat(log)
        .isEqualTo(
            new JsonObject()
                .put("epoch", epoch)
                .put("position", 3)
                .put("cursor", epoch + "-3")
                .put("events", 3)
                .put("view", epoch + "-3"));
  }

  @Test
  void it_lives_and_is_ready_while_every_check_succeeds() {
    assertThat(http.get("/health/live").json().getString("status")).isEqualTo("UP");
    assertThat(http.get("/health/ready").status()).isEqualTo(200);

    gateway.readiness.register("log", promise -> promise.complete(Status.KO()));

    Http.Answer ready = http.get("/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().getString("outcome")).isEqualTo("DOWN");
    assertThat(ready.json().getJsonArray("checks").getJsonObject(0).getString("id"))
        .isEqualTo("log");
    assertThat(http.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void metrics_count_events_by_how_they_ended() {
    http.post("/v1/events", BATCH, Samples.batch(1, 3));
    http.post("/v1/events", EVENT, Samples.order("1").encode());
    http.post("/v1/events", EVENT, Samples.order("1").put("type", "other").encode());
    http.post("/v1/events", EVENT, "{");

    Http.Answer metrics = http.get("/metrics");

    assertThat(metrics.header("content-type")).startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body())
        .contains("tidings_gateway_events_total{result=\"recorded\"} 3.0")
        .contains("tidings_gateway_events_total{result=\"duplicate\"} 1.0")
        .contains("tidings_gateway_events_total{result=\"refused\"} 2.0")
        .contains("tidings_gateway_problems_total{status=\"409\"} 1.0")
        .contains("tidings_gateway_live_clients 0.0");
  }

  @Test
  void the_description_is_served_and_names_every_problem() {
    Http.Answer description = http.get("/openapi.yaml");

    assertThat(description.header("content-type")).isEqualTo("application/yaml");
    JsonArray types =
        Contract.DOCUMENT
            .getRawContract()
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject("Problem")
            .getJsonObject("properties")
            .getJsonObject("type")
            .getJsonArray("enum");
    assertThat(types.stream().map(Object::toString).toList())
        .isEqualTo(Arrays.stream(ProblemKind.values()).map(ProblemKind::type).toList());
  }

  @Test
  void options_name_the_methods_and_what_is_taken() {
    Http.Answer options = http.send("OPTIONS", "/v1/events", null);

    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
    assertThat(options.header("accept-post")).contains(EVENT, BATCH);
  }
}
