package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Reading what a consumer has made of what was written. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CaughtUpTest {

  private static final String MAILS = "/v1/consumers/mails?caught-up-to=";

  private final RunningGateway gateway =
      new RunningGateway(Configs.with("maxWaits", 2, "atLeastTimeout", Duration.ofMillis(150)));
  private final Http http = gateway.http;
  private final Owner owner = new Owner(gateway.consumers, "mails");
  private long epoch;

  @BeforeEach
  void declare() {
    http.json("PUT", "/v1/consumers/mails", new JsonObject());
    http.post("/v1/events", BATCH, Samples.batch(1, 5));
    epoch = gateway.memory.head().await().epoch();
    owner.claim().checkpoint(epoch, 3);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private CompletableFuture<Http.Answer> later(String path) {
    return CompletableFuture.supplyAsync(() -> http.get(path), task -> new Thread(task).start());
  }

  @Test
  void what_is_handled_already_is_answered_at_once() {
    Http.Answer answer = http.get(MAILS + epoch + "-3");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("checkpoint")).isEqualTo(epoch + "-3");
  }

  @Test
  void what_is_not_is_waited_for() {
    CompletableFuture<Http.Answer> answer = later(MAILS + epoch + "-5&timeout=20s");
    await().until(() -> gateway.meter("tidings_gateway_waits") == 1);
    assertThat(answer).isNotDone();

    owner.checkpoint(epoch, 5);

    assertThat(answer.join().status()).isEqualTo(200);
    assertThat(answer.join().json().getString("checkpoint")).isEqualTo(epoch + "-5");
    await().until(() -> gateway.meter("tidings_gateway_waits") == 0);
  }

  @Test
  void what_takes_too_long_is_answered_503_with_where_it_stands() {
    Http.Answer answer = http.get(MAILS + "5");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.json().getString("type")).endsWith(":not-caught-up-yet");
    assertThat(answer.json().getString("checkpoint")).isEqualTo(epoch + "-3");
    assertThat(answer.json().getString("state")).isEqualTo("running");
  }

  @Test
  void a_stream_that_is_being_retried_is_waited_for_and_a_dead_letter_is_passed() {
    owner.hold(event(4), HeldState.RETRYING, "Error");
    owner.checkpoint(epoch, 5);

    Http.Answer retrying = http.get(MAILS + "5");
    assertThat(retrying.status()).isEqualTo(503);
    assertThat(retrying.json().getString("detail")).contains("position 3", "retried");
    assertThat(http.get(MAILS + "3").status()).isEqualTo(200);

    owner.hold(event(4), HeldState.DEAD, "Error");
    Http.Answer dead = http.get(MAILS + "5");
    assertThat(dead.status()).isEqualTo(200);
    assertThat(dead.json().getJsonObject("held").getInteger("dead")).isEqualTo(1);
  }

  private RecordedEvent event(long position) {
    Query query = Query.after(new Cursor(0, position - 1), Filter.ALL, 1);
    return gateway.memory.read(query).await().events().get(0);
  }

  @Test
  void L7_nobody_waits_for_what_the_log_has_lost() {
    assertThat(http.get(MAILS + epoch + "-99").status()).isEqualTo(410);
    assertThat(http.get(MAILS + "7-1").status()).isEqualTo(410);
  }

  @Test
  void nobody_waits_for_a_consumer_that_is_not_there_or_is_removed() {
    assertThat(http.get("/v1/consumers/nobody?caught-up-to=1").status()).isEqualTo(404);
    CompletableFuture<Http.Answer> answer = later(MAILS + "5&timeout=20s");
    await().until(() -> gateway.meter("tidings_gateway_waits") == 1);

    http.send("DELETE", "/v1/consumers/mails", null);

    assertThat(answer.join().status()).isEqualTo(404);
  }

  @Test
  void G3_more_who_wait_at_once_are_answered_429() {
    CompletableFuture<Http.Answer> first = later(MAILS + "4&timeout=20s");
    CompletableFuture<Http.Answer> second = later(MAILS + "5&timeout=20s");
    await().until(() -> gateway.meter("tidings_gateway_waits") == 2);

    assertThat(http.get(MAILS + "5").status()).isEqualTo(429);
    assertThat(http.get("/v1/consumers/mails").status()).isEqualTo(200);
    owner.checkpoint(epoch, 5);

    assertThat(first.join().status()).isEqualTo(200);
    assertThat(second.join().status()).isEqualTo(200);
  }

  @Test
  void a_client_that_goes_away_is_not_waited_for() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send("GET " + MAILS + "5&timeout=20s HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await().until(() -> gateway.meter("tidings_gateway_waits") == 1);
    }

    await().until(() -> gateway.meter("tidings_gateway_waits") == 0);
  }
}
