package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.LogFailure;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is answered while the store of consumers, or the log, cannot be reached. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsumersOutageTest {

  private static final String MAILS = "/v1/consumers/mails";

  private final FaultyStore store = new FaultyStore();
  private final FaultyLog log = new FaultyLog();
  private final RunningGateway gateway =
      new RunningGateway(Configs.with("maxConsumerRequests", 2), log::before, store::before);
  private final Http http = gateway.http;

  @BeforeEach
  void declare() {
    http.json("PUT", MAILS, new JsonObject());
    http.post("/v1/events", BATCH, Samples.batch(1, 3));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private RecordedEvent first() {
    return gateway.memory.read(Query.after(Cursor.START, Filter.ALL, 1)).await().events().get(0);
  }

  @Test
  void G3_a_store_that_cannot_be_reached_is_answered_503() {
    store.begin();

    List<Http.Answer> answers =
        List.of(
            http.get("/v1/consumers"),
            http.get(MAILS),
            http.get(MAILS + "?caught-up-to=1"),
            http.json("PUT", MAILS, new JsonObject()),
            http.ask(MAILS + "/pause"),
            http.ask(MAILS + "/lease"),
            http.ask(MAILS + "/ack", "receipts", new JsonArray().add("1-a")),
            http.get(MAILS + "/dead-letters"),
            http.get("/v1/ledger"));

    for (Http.Answer answer : answers) {
      assertThat(answer.status()).as(answer.path()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isEqualTo("1");
      assertThat(answer.json().getString("type")).endsWith(":consumers-unavailable");
      assertThat(answer.body()).doesNotContain("secret");
    }
    store.end();
    assertThat(http.get(MAILS).status()).isEqualTo(200);
  }

  @Test
  void who_waits_is_told_when_the_store_is_lost_and_may_come_back() {
    CompletableFuture<Http.Answer> lease =
        CompletableFuture.supplyAsync(() -> http.ask(MAILS + "/lease", "wait", "PT20S"));
    CompletableFuture<Http.Answer> caughtUp =
        CompletableFuture.supplyAsync(() -> http.get(MAILS + "?caught-up-to=1&timeout=20s"));
    await().until(() -> gateway.meter("tidings_gateway_waits") == 2);

    store.begin();

    assertThat(lease.join().status()).isEqualTo(503);
    assertThat(caughtUp.join().status()).isEqualTo(503);
    store.end();
    assertThat(http.ask(MAILS + "/lease").status()).isEqualTo(200);
  }

  @Test
  void N2_a_gateway_that_leaves_answers_who_waits() {
    CompletableFuture<Http.Answer> lease =
        CompletableFuture.supplyAsync(() -> http.ask(MAILS + "/lease", "wait", "PT20S"));
    CompletableFuture<Http.Answer> caughtUp =
        CompletableFuture.supplyAsync(() -> http.get(MAILS + "?caught-up-to=1&timeout=20s"));
    await().until(() -> gateway.meter("tidings_gateway_waits") == 2);

    gateway.undeploy();

    assertThat(lease.join().json().getJsonArray("events")).isEmpty();
    assertThat(caughtUp.join().json().getString("type")).endsWith(":not-caught-up-yet");
  }

  @Test
  void those_who_wait_for_one_consumer_cost_no_more_than_one() {
    store.hold("pull");
    for (int one = 0; one < 20; one++) {
      CompletableFuture.supplyAsync(
          () -> http.ask(MAILS + "/lease", "wait", "PT20S"), task -> new Thread(task).start());
    }

    await().until(() -> gateway.meter("tidings_gateway_waits") == 20);

    assertThat(store.held()).isEqualTo(1);
    http.send("DELETE", MAILS, null);
    store.release();
    await().until(() -> gateway.meter("tidings_gateway_waits") == 0);
  }

  @Test
  void C1_nothing_is_lost_when_leased_events_cannot_be_read() {
    Owner owner = new Owner(gateway.consumers, "mails").claim();
    owner.offer(first());
    log.breakReads(new LogFailure.Unavailable("gone", null));

    Http.Answer refused = http.ask(MAILS + "/lease", "visibility", "PT0.2S");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.json().getString("type")).endsWith(":log-unavailable");
    await().until(() -> !owner.settled().isEmpty());
  }

  @Test
  void G3_more_requests_about_consumers_at_once_are_answered_429() {
    log.hold();
    List<CompletableFuture<Http.Answer>> held =
        List.of(
            CompletableFuture.supplyAsync(() -> http.get("/v1/consumers")),
            CompletableFuture.supplyAsync(() -> http.get("/v1/consumers")));
    await().until(() -> log.held() == 2);

    assertThat(http.get("/v1/consumers").status()).isEqualTo(429);
    log.release();
    assertThat(held).allMatch(answer -> answer.join().status() == 200);
  }

  @Test
  void a_receipt_is_good_at_any_other_gateway() {
    Owner owner = new Owner(gateway.consumers, "mails").claim();
    owner.offer(first());
    JsonObject leased = new Puller(http, "mails", "PT1M").next();

    assertThat(new Puller(gateway.another(), "mails", "PT1M").ack(leased)).isTrue();
  }
}
