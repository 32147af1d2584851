package io.tidings.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.consumers.bus.OfferHints;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Pullers that wait until something is offered. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PullWaitsTest extends PullFixture {

  private CompletableFuture<List<JsonObject>> leaseLater(Object... namesAndValues) {
    return CompletableFuture.supplyAsync(
        () -> lease(namesAndValues), task -> new Thread(task).start());
  }

  @Test
  void who_waits_is_answered_as_soon_as_something_is_offered() {
    CompletableFuture<List<JsonObject>> waiting = leaseLater("wait", "PT20S");
    await().until(() -> gateway.meter("tidings_gateway_waits") == 1);
    assertThat(waiting).isNotDone();

    offer(1);
    gateway.vertx.runOnContext(turn -> new OfferHints(gateway.vertx).offered("mails"));

    assertThat(waiting.join()).hasSize(1);
  }

  @Test
  void who_waits_is_answered_without_a_hint_as_well() {
    CompletableFuture<List<JsonObject>> waiting = leaseLater("wait", "PT20S");
    await().until(() -> gateway.meter("tidings_gateway_waits") == 1);

    offer(1);

    assertThat(waiting.join()).hasSize(1);
  }

  @Test
  void who_waits_in_vain_gets_nothing() {
    assertThat(lease("wait", "PT0.3S")).isEmpty();
    await().until(() -> gateway.meter("tidings_gateway_waits") == 0);
  }

  @Test
  void first_come_is_first_served() {
    CompletableFuture<List<JsonObject>> first = leaseLater("wait", "PT20S", "max", 1);
    await().until(() -> gateway.meter("tidings_gateway_waits") == 1);
    CompletableFuture<List<JsonObject>> second = leaseLater("wait", "PT20S", "max", 1);
    await().until(() -> gateway.meter("tidings_gateway_waits") == 2);

    offer(1);
    assertThat(first.join()).hasSize(1);
    assertThat(second).isNotDone();
    offer(2);

    assertThat(second.join()).extracting(one -> one.getLong("position")).containsExactly(2L);
  }

  @Test
  void G3_more_pullers_at_once_are_answered_429() {
    List<CompletableFuture<List<JsonObject>>> waiting =
        List.of(
            leaseLater("wait", "PT20S"), leaseLater("wait", "PT20S"), leaseLater("wait", "PT20S"));
    await().until(() -> gateway.meter("tidings_gateway_waits") == 3);

    Http.Answer refused = http.ask(MAILS + "/lease");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    http.send("DELETE", MAILS, null);
    assertThat(waiting).allSatisfy(one -> assertThat(one).failsWithin(Duration.ofSeconds(10)));
  }

  @Test
  void a_puller_that_goes_away_takes_nothing_with_it() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(BadInput.post(MAILS + "/lease", Http.JSON, "{\"wait\":\"PT20S\"}"));
      await().until(() -> gateway.meter("tidings_gateway_waits") == 1);
    }
    await().until(() -> gateway.meter("tidings_gateway_waits") == 0);

    offer(1);

    assertThat(lease()).hasSize(1);
  }
}
