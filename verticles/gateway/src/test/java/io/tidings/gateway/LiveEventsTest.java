package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.LogFailure;
import io.tidings.log.bus.Addresses;
import io.tidings.model.Cursor;
import io.tidings.model.Head;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveEventsTest {

  private final FaultyLog fault = new FaultyLog();
  private final RunningGateway gateway =
      new RunningGateway(Configs.with("heartbeat", Duration.ofMillis(50)), fault::before);
  private final Http http = gateway.http;

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void without_a_cursor_it_begins_now_and_says_where_that_is() {
    http.post("/v1/events", BATCH, Samples.batch(1, 3));

    try (SseClient client = new SseClient(http, "/v1/events")) {
      await().until(() -> client.lastEventId().endsWith("-3"));
      http.post("/v1/events", EVENT, Samples.order("4").encode());
      await().until(() -> client.messages.size() == 1);

      assertThat(client.status).isEqualTo(200);
      assertThat(client.contentType).isEqualTo("text/event-stream");
      SseClient.Message message = client.messages.get(0);
      assertThat(message.type()).isEqualTo("message");
      assertThat(message.position()).isEqualTo(4);
      assertThat(message.id()).endsWith("-4");
      assertThat(message.json().getString("id")).isEqualTo("4");
    }
  }

  @Test
  void D2_it_crosses_over_from_the_log_to_live_while_others_append() throws Exception {
    int last = 6000;
    http.post("/v1/events", NDJSON, Samples.lines(1, 2000));
    Thread writer =
        new Thread(
            () -> {
              for (int first = 2001; first <= last; first += 100) {
                http.post("/v1/events", NDJSON, Samples.lines(first, first + 99));
              }
            });
    writer.start();

    List<SseClient> clients = new ArrayList<>();
    for (int client = 0; client < 4; client++) {
      clients.add(new SseClient(http, "/v1/events?after=" + client * 500));
    }
    writer.join();

    for (int client = 0; client < 4; client++) {
      SseClient live = clients.get(client);
      await().atMost(Duration.ofSeconds(20)).until(() -> live.lastEventId().endsWith("-" + last));
      assertThat(live.positions()).isEqualTo(range(client * 500 + 1, last));
      live.close();
    }
  }

  @Test
  void it_resumes_behind_the_last_event_id_which_beats_the_query() {
    http.post("/v1/events", BATCH, Samples.batch(1, 6));
    long epoch = gateway.memory.head().await().epoch();

    try (SseClient client =
        new SseClient(http, "/v1/events?after=0", "Last-Event-ID", epoch + "-4")) {
      await().until(() -> client.messages.size() == 2);
      assertThat(client.positions()).containsExactly(5L, 6L);
    }
  }

  @Test
  void heartbeats_move_the_cursor_on_when_nothing_matches() {
    try (SseClient client = new SseClient(http, "/v1/events?type=orders.none&category=order")) {
      await().until(() -> gateway.tail.view().epoch() > 0 && !client.lastEventId().isEmpty());
      http.post("/v1/events", BATCH, Samples.batch(1, 5));

      await().until(() -> client.lastEventId().endsWith("-5"));
      assertThat(client.messages).isEmpty();
      assertThat(client.comments()).isPositive();
    }
  }

  @Test
  void filters_hold_for_the_log_and_for_live() {
    http.post("/v1/events", EVENT, Samples.order("1", "cart-1").encode());
    http.post("/v1/events", EVENT, Samples.order("2", "order-1").encode());

    try (SseClient client = new SseClient(http, "/v1/events?after=0&category=cart")) {
      await().until(() -> client.messages.size() == 1);
      http.post("/v1/events", EVENT, Samples.order("3", "order-1").encode());
      http.post("/v1/events", EVENT, Samples.order("4", "cart-2").encode());
      await().until(() -> client.messages.size() == 2);
      assertThat(client.positions()).containsExactly(1L, 4L);
    }
  }

  @Test
  void data_over_several_lines_arrives_as_it_was_sent() {
    String data = "{\n  \"a\": 1,\n\n  \"b\": 2.50\n}";
    http.post(
        "/v1/events",
        EVENT,
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":"
            + data
            + "}");

    try (SseClient client = new SseClient(http, "/v1/events?after=0")) {
      await().until(() -> client.messages.size() == 1);
      assertThat(client.messages.get(0).data()).contains("\"data\":" + data);
    }
  }

  @Test
  void L7_a_cursor_of_a_lost_future_is_gone_before_anything_is_streamed() {
    Http.Answer answer =
        http.get("/v1/events", "Accept", "text/event-stream", "Last-Event-ID", "7-3");

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.json().getString("goBackTo")).endsWith("-0");
  }

  @Test
  void L7_a_stream_whose_log_is_rolled_back_ends_with_the_place_to_go_back_to() {
    http.post("/v1/events", BATCH, Samples.batch(1, 5));
    long epoch = gateway.memory.head().await().epoch();

    try (SseClient client = new SseClient(http, "/v1/events?after=0")) {
      await().until(() -> client.lastEventId().endsWith("-5"));
      fault.lose(new LogFailure.CursorLost(new Cursor(epoch, 5), new Cursor(epoch + 1, 3)));
      gateway.vertx.eventBus().publish(Addresses.FEED, new Head(epoch + 1, 3));

      await().until(client::ended);
      SseClient.Message last = client.messages.get(client.messages.size() - 1);
      assertThat(last.type()).isEqualTo("cursor-lost");
      assertThat(last.json().getString("goBackTo")).isEqualTo((epoch + 1) + "-3");
    }
  }

  @Test
  void G3_a_client_that_takes_nothing_is_dropped() {
    JsonObject large = Samples.order("x").put("data", "x".repeat(200_000));
    try (RunningGateway impatient =
            new RunningGateway(Configs.with("slowClientTimeout", Duration.ofMillis(300)));
        RawClient stuck = new RawClient(impatient.port())) {
      stuck.send("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
      await().until(() -> impatient.meter("tidings_gateway_live_clients") == 1);

      for (int id = 0; id < 60; id++) {
        impatient.http.post("/v1/events", EVENT, large.put("id", "large-" + id).encode());
      }

      await().until(() -> impatient.meter("tidings_gateway_live_dropped_total") == 1);
      await().until(() -> impatient.meter("tidings_gateway_live_clients") == 0);
      await().until(() -> impatient.meter("tidings_gateway_held_bytes") == 0);
    }
  }

  @Test
  void a_client_that_leaves_is_forgotten() {
    SseClient client = new SseClient(http, "/v1/events");
    await().until(() -> gateway.meter("tidings_gateway_live_clients") == 1);

    client.close();

    await().until(() -> gateway.meter("tidings_gateway_live_clients") == 0);
  }

  @Test
  void streams_end_when_the_gateway_is_undeployed() {
    try (SseClient client = new SseClient(http, "/v1/events")) {
      await().until(() -> gateway.meter("tidings_gateway_live_clients") == 1);

      gateway.undeploy();

      await().until(client::ended);
    }
  }
}
