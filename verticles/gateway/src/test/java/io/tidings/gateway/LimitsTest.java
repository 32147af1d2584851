package io.tidings.gateway;

import static io.tidings.gateway.Http.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.NewEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is answered when there is more than the gateway or the log can do (G3). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsTest {

  private final FaultyLog fault = new FaultyLog();
  private RunningGateway gateway;

  private Http start(Object... settings) {
    gateway = new RunningGateway(Configs.with(settings), fault::before);
    return gateway.http;
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static CompletableFuture<Http.Answer> postLater(Http http, String id) {
    return CompletableFuture.supplyAsync(
        () -> http.post("/v1/events", EVENT, Samples.order(id).encode()),
        task -> new Thread(task).start());
  }

  @Test
  void G3_more_appends_at_once_are_answered_429_and_the_others_as_ever() {
    Http http = start("maxAppends", 3);
    fault.hold();
    List<CompletableFuture<Http.Answer>> held = new ArrayList<>();
    for (int id = 1; id <= 3; id++) {
      held.add(postLater(http, Integer.toString(id)));
    }
    await().until(() -> fault.held() == 3);

    Http.Answer refused = http.post("/v1/events", EVENT, Samples.order("4").encode());
    fault.release();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    assertThat(held).allMatch(answer -> answer.join().status() == 201);
    assertThat(http.post("/v1/events", EVENT, Samples.order("4").encode()).status()).isEqualTo(201);
    assertThat(gateway.head()).isEqualTo(4);
  }

  @Test
  void G3_more_bytes_at_once_are_answered_429() {
    Http http = start("maxHeldBytes", Optional.of(3000L));
    fault.hold();
    String padded = Samples.order("1").put("note", "x".repeat(2000)).encode();
    CompletableFuture<Http.Answer> held =
        CompletableFuture.supplyAsync(() -> http.post("/v1/events", EVENT, padded));
    await().until(() -> fault.held() == 1);

    Http.Answer refused =
        http.post("/v1/events", EVENT, Samples.order("2").put("note", "x".repeat(2000)).encode());
    fault.release();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(held.join().status()).isEqualTo(201);
    await().until(() -> gateway.registry.get("tidings.gateway.held.bytes").gauge().value() == 0);
  }

  @Test
  void G3_bodies_that_are_announced_and_do_not_come_take_nothing_from_others() {
    Http http = start("maxHeldBytes", Optional.of(3000L), "maxAppends", 1);
    List<RawClient> slow = new ArrayList<>();
    for (int client = 0; client < 5; client++) {
      RawClient one = new RawClient(gateway.port());
      one.send(
          "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              + EVENT
              + "\r\nContent-Length: 2900\r\n\r\n{");
      slow.add(one);
    }
    await().until(() -> gateway.registry.get("tidings.gateway.held.bytes").gauge().value() == 5);

    assertThat(http.post("/v1/events", EVENT, Samples.order("1").encode()).status()).isEqualTo(201);
    slow.forEach(RawClient::close);
  }

  @Test
  void G3_lines_that_do_not_come_take_nothing_from_others() {
    Http http = start("maxHeldBytes", Optional.of(3000L), "maxLineStreams", 2);
    List<RawClient> idle = List.of(lines(), lines());
    try (RawClient third = lines()) {
      assertThat(third.response())
          .startsWith("HTTP/1.1 429")
          .containsIgnoringCase("retry-after: 1");
      assertThat(http.post("/v1/events", EVENT, Samples.order("1").encode()).status())
          .isEqualTo(201);
    }
    idle.forEach(RawClient::close);
  }

  private RawClient lines() {
    int before = (int) gateway.registry.get("tidings.gateway.lines").gauge().value();
    RawClient client = new RawClient(gateway.port());
    client.send(
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
    if (before < 2) {
      await()
          .until(() -> gateway.registry.get("tidings.gateway.lines").gauge().value() == before + 1);
    }
    return client;
  }

  @Test
  void G3_a_storm_of_refusals_does_not_hold_up_what_is_accepted() {
    Http http = start("maxAppends", 1);
    fault.hold();
    CompletableFuture<Http.Answer> held = postLater(http, "1");
    await().until(() -> fault.held() == 1);
    String refused = request("2").repeat(2000);
    try (RawClient storm = new RawClient(gateway.port())) {
      storm.send(refused);
      for (int answer = 0; answer < 2000; answer++) {
        assertThat(storm.response()).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after");
      }
    }
    fault.release();

    assertThat(held.join().status()).isEqualTo(201);
    assertThat(gateway.head()).isEqualTo(1);
  }

  private static String request(String id) {
    String body = Samples.order(id).encode();
    return "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
        + EVENT
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void G3_more_pages_at_once_are_answered_429() {
    Http http = start("maxReads", 1);
    fault.hold();
    CompletableFuture<Http.Answer> held =
        CompletableFuture.supplyAsync(() -> http.get("/v1/events"));
    await().until(() -> fault.held() == 1);

    assertThat(http.get("/v1/events").status()).isEqualTo(429);
    fault.release();
    assertThat(held.join().status()).isEqualTo(200);
  }

  @Test
  void G3_more_live_clients_are_answered_429() {
    Http http = start("maxLiveClients", 1);
    try (SseClient first = new SseClient(http, "/v1/events")) {
      assertThat(first.status).isEqualTo(200);
      Http.Answer second = http.get("/v1/events", "Accept", "text/event-stream");
      assertThat(second.status()).isEqualTo(429);
    }
  }

  @Test
  void G3_more_connections_are_closed() {
    start("maxConnections", 2);
    try (RawClient first = new RawClient(gateway.port());
        RawClient second = new RawClient(gateway.port());
        RawClient third = new RawClient(gateway.port())) {
      assertThat(third.closed()).isTrue();
      String request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(first.send(request).response()).startsWith("HTTP/1.1 200");
      assertThat(second.send(request).response()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void G3_a_log_with_too_much_to_do_is_answered_503_with_its_own_delay() {
    Http http = start();
    fault.failAppends(1, new LogFailure.Overloaded("full", Duration.ofMillis(2500)));

    Http.Answer answer = http.post("/v1/events", EVENT, Samples.order("1").encode());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("3");
    assertThat(answer.json().getString("type")).endsWith(":log-overloaded");
  }

  @Test
  void a_log_that_cannot_be_reached_is_answered_503() {
    Http http = start();
    fault.failAppends(1, new LogFailure.Unavailable("gone", null));

    Http.Answer answer = http.post("/v1/events", EVENT, Samples.order("1").encode());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("1");
  }

  @Test
  void a_fault_of_the_gateway_is_told_by_an_id_alone() {
    Http http = start();
    fault.breakReads(new IllegalStateException("secret"));

    Http.Answer answer = http.get("/v1/events");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.json().getString("incident")).isNotBlank();
    assertThat(answer.body()).doesNotContain("secret", "Exception");
  }

  @Test
  void at_least_is_answered_503_when_the_node_does_not_see_it_in_time() {
    gateway = RunningGateway.withoutBeacon(Configs.with("atLeastTimeout", Duration.ofMillis(100)));
    gateway.memory.append(Append.of(NewEvent.builder("1", "/s", "t").build())).await();

    Http.Answer answer = gateway.http.get("/v1/events?at-least=1");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().getString("type")).endsWith(":not-seen-yet");
    assertThat(answer.header("retry-after")).isEqualTo("1");
    gateway.http.post("/v1/events", EVENT, Samples.order("2").encode());
    await().until(() -> gateway.http.get("/v1/events?at-least=1").status() == 200);
  }
}
