package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SteeringTest {

  private static final String MAILS = "/v1/consumers/mails";

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;
  private final Owner owner = new Owner(gateway.consumers, "mails");
  private long epoch;

  @BeforeEach
  void declare() {
    http.json("PUT", MAILS, new JsonObject());
    http.post("/v1/events", BATCH, Samples.batch(1, 9));
    epoch = gateway.memory.head().await().epoch();
    owner.claim().checkpoint(epoch, 6);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private JsonObject lastRow() {
    JsonArray rows = http.get("/v1/ledger").json().getJsonArray("rows");
    return rows.getJsonObject(rows.size() - 1);
  }

  private String checkpoint() {
    return http.get(MAILS).json().getString("checkpoint");
  }

  /** Owners give back what they hold, and the change is applied. */
  private void handOver() {
    owner.release();
    owner.claim();
  }

  @Test
  void C6_a_pause_holds_at_once_and_is_in_the_ledger() {
    Http.Answer paused = http.ask(MAILS + "/pause", "why", "disk is full", "by", "ann");

    assertThat(paused.status()).isEqualTo(200);
    assertThat(paused.json().getString("state")).isEqualTo("paused");
    assertThat(lastRow().getString("action")).isEqualTo("pause");
    assertThat(lastRow().getString("why")).isEqualTo("disk is full");
    assertThat(lastRow().getString("by")).isEqualTo("ann");

    Http.Answer resumed = http.send("POST", MAILS + "/resume", null, "Tidings-By", "bob");

    assertThat(resumed.status()).isEqualTo(200);
    assertThat(resumed.json().getString("state")).isEqualTo("running");
    assertThat(lastRow().getString("by")).isEqualTo("bob");
  }

  @Test
  void it_is_by_http_if_nobody_says() {
    http.send("POST", MAILS + "/pause", null);

    assertThat(lastRow().getString("by")).isEqualTo("http");
    assertThat(lastRow().getString("why")).isNull();
  }

  @Test
  void a_seek_is_applied_when_the_owners_have_given_back() {
    Http.Answer answer = http.ask(MAILS + "/seek", "to", epoch + "-2");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getString("state")).isEqualTo("changing");
    handOver();

    assertThat(checkpoint()).isEqualTo(epoch + "-2");
    assertThat(http.get(MAILS).json().getString("state")).isEqualTo("running");
  }

  @Test
  void a_seek_goes_to_the_first_the_latest_or_a_time() {
    String time =
        http.get("/v1/events?after=8").array().getJsonObject(0).getString("tidingsrecorded");
    for (String to : List.of("first", "latest", time)) {
      assertThat(http.ask(MAILS + "/seek", "to", to).status()).isEqualTo(202);
      handOver();

      String expected = to.equals("first") ? "-0" : to.equals("latest") ? "-9" : "";
      assertThat(checkpoint()).startsWith(epoch + "-").endsWith(expected);
    }
    JsonObject next = http.get("/v1/events?limit=1&after=" + checkpoint()).array().getJsonObject(0);
    assertThat(next.getString("tidingsrecorded")).isEqualTo(time);
  }

  @Test
  void L7_nobody_seeks_into_a_lost_future() {
    Http.Answer answer = http.ask(MAILS + "/seek", "to", epoch + "-99");

    assertThat(answer.status()).isEqualTo(410);
    assertThat(http.get(MAILS).json().getString("state")).isEqualTo("running");
  }

  @Test
  void another_change_is_refused_until_the_first_is_applied() {
    http.ask(MAILS + "/seek", "to", "first");

    Http.Answer second = http.ask(MAILS + "/seek", "to", "latest");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().getString("type")).endsWith(":consumer-conflict");
  }

  @Test
  void a_split_makes_more_segments_and_a_merge_fewer() {
    assertThat(http.ask(MAILS + "/split", "segments", 8).status()).isEqualTo(202);
    handOver();
    assertThat(http.get(MAILS).json().getJsonArray("segments")).hasSize(8);
    assertThat(checkpoint()).isEqualTo(epoch + "-6");

    assertThat(http.ask(MAILS + "/merge", "segments", 2).status()).isEqualTo(202);
    handOver();
    assertThat(http.get(MAILS).json().getJsonArray("segments")).hasSize(2);
    assertThat(checkpoint()).isEqualTo(epoch + "-6");
  }

  @Test
  void a_split_into_no_more_and_a_merge_into_no_fewer_are_refused() {
    Http.Answer split = http.ask(MAILS + "/split", "segments", 4);
    Http.Answer merge = http.ask(MAILS + "/merge", "segments", 5);

    assertThat(split.status()).isEqualTo(409);
    assertThat(split.json().getInteger("segments")).isEqualTo(4);
    assertThat(split.json().getString("detail")).contains("merge");
    assertThat(merge.status()).isEqualTo(409);
    assertThat(merge.json().getString("detail")).contains("split");
  }

  @Test
  void a_replay_goes_over_what_is_handled() {
    Http.Answer answer =
        http.ask(MAILS + "/replay", "from", epoch + "-2", "dryRun", true, "why", "a new field");

    assertThat(answer.status()).isEqualTo(202);
    handOver();

    JsonObject replay =
        http.get(MAILS).json().getJsonArray("segments").getJsonObject(0).getJsonObject("replay");
    assertThat(replay).isEqualTo(new JsonObject().put("after", 2).put("to", 6).put("dryRun", true));
    assertThat(checkpoint()).isEqualTo(epoch + "-6");
    assertThat(lastRow().getString("action")).isEqualTo("replay");
  }

  @Test
  void a_replay_of_nothing_is_refused() {
    Http.Answer answer = http.ask(MAILS + "/replay", "from", "5", "to", "5");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("member")).isEqualTo("from");
  }

  @Test
  void nobody_steers_a_consumer_that_is_not_there() {
    for (String command : List.of("pause", "resume")) {
      assertThat(http.ask("/v1/consumers/nobody/" + command).status()).isEqualTo(404);
    }
    assertThat(http.ask("/v1/consumers/nobody/seek", "to", "first").status()).isEqualTo(404);
    assertThat(http.ask("/v1/consumers/nobody/split", "segments", 9).status()).isEqualTo(404);
    assertThat(http.ask("/v1/consumers/nobody/replay", "from", "first").status()).isEqualTo(404);
  }
}
