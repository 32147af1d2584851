package io.tidings.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Consumers that are pulled from and steered meanwhile. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PullSteeringTest extends PullConsumersFixture {

  @Test
  void an_edited_payload_is_handed_out_at_the_redrive() {
    declare("attempts", 1);
    record("1", "order-a");
    puller.nack(puller.next());
    await().until(() -> held().getInteger("dead") == 1);

    http.ask(MAILS + "/dead-letters/1/edit", "data", new JsonArray().add(1), "why", "typo");
    http.ask(MAILS + "/dead-letters/1/redrive");

    JsonObject leased = puller.next();
    assertThat(leased.getJsonObject("event").getJsonArray("data"))
        .isEqualTo(new JsonArray().add(1));
    assertThat(puller.ack(leased)).isTrue();
  }

  @Test
  void C6_a_discarded_one_lets_its_stream_go_on() {
    declare("attempts", 1);
    record("1", "order-a");
    record("2", "order-a");
    puller.nack(puller.next());
    await().until(() -> held().getInteger("dead") == 1);

    http.ask(MAILS + "/dead-letters/1/discard", "why", "test data");

    assertThat(Puller.id(puller.next())).isEqualTo("2");
  }

  @Test
  void a_seek_back_and_a_replay_hand_out_once_more_what_was_acked() {
    declare();
    record("1", "order-a");
    record("2", "order-b");
    for (int event = 0; event < 2; event++) {
      puller.ack(puller.next());
    }
    http.get(MAILS + "?caught-up-to=2&timeout=20s");

    assertThat(http.ask(MAILS + "/seek", "to", "first").status()).isEqualTo(202);
    for (int event = 0; event < 2; event++) {
      JsonObject again = puller.next();
      assertThat(again.getBoolean("replay")).isFalse();
      assertThat(puller.ack(again)).isTrue();
    }
    await().until(() -> http.get(MAILS + "?caught-up-to=2").status() == 200);
    assertThat(http.ask(MAILS + "/replay", "from", "1", "dryRun", true).status()).isEqualTo(202);
    JsonObject replayed = puller.next();

    assertThat(Puller.id(replayed)).isEqualTo("2");
    assertThat(replayed.getBoolean("replay")).isTrue();
    assertThat(replayed.getBoolean("dryRun")).isTrue();
    assertThat(puller.ack(replayed)).isTrue();
  }

  @Test
  void a_paused_consumer_hands_nothing_out_and_goes_on_at_the_resume() {
    declare();
    http.ask(MAILS + "/pause");
    record("1", "order-a");
    assertThat(puller.lease(1, "PT0.4S")).isEmpty();

    http.ask(MAILS + "/resume");

    assertThat(Puller.id(puller.next())).isEqualTo("1");
  }

  @Test
  void a_removed_one_is_not_there_any_more_and_begins_anew_when_it_is_declared() {
    declare();
    record("1", "order-a");
    puller.ack(puller.next());

    http.send("DELETE", MAILS, null);
    assertThat(http.ask(MAILS + "/lease").status()).isEqualTo(404);
    declare();

    assertThat(Puller.id(puller.next())).isEqualTo("1");
  }
}
