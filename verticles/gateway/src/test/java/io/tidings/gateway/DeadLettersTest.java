package io.tidings.gateway;

import static io.tidings.consumers.HeldStreams.HeldState.DEAD;
import static io.tidings.consumers.HeldStreams.HeldState.RETRYING;
import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.HeldStreams;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeadLettersTest {

  private static final String LETTERS = "/v1/consumers/mails/dead-letters";

  private final RunningGateway gateway = new RunningGateway(Configs.with("maxEventBytes", 4096));
  private final Http http = gateway.http;
  private final Owner owner = new Owner(gateway.consumers, "mails");

  /** Events 1 to 4 of a stream each; 2 and 3 are dead letters, 4 is being retried. */
  @BeforeEach
  void fail() {
    http.json("PUT", "/v1/consumers/mails", new JsonObject());
    http.post("/v1/events", BATCH, Samples.batch(1, 4));
    owner.claim();
    owner.hold(event(2), DEAD, "java.net.ConnectException");
    owner.hold(event(3), DEAD, "java.lang.IllegalStateException");
    owner.hold(event(4), RETRYING, "java.net.ConnectException");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private RecordedEvent event(long position) {
    Query query = Query.after(new Cursor(0, position - 1), Filter.ALL, 1);
    return gateway.memory.read(query).await().events().get(0);
  }

  private List<Long> listed(String query) {
    return http.get(LETTERS + query).json().getJsonArray("deadLetters").stream()
        .map(letter -> ((JsonObject) letter).getLong("position"))
        .toList();
  }

  private JsonObject lastRow() {
    JsonArray rows = http.get("/v1/ledger").json().getJsonArray("rows");
    return rows.getJsonObject(rows.size() - 1);
  }

  @Test
  void C5_streams_that_are_held_are_listed_in_order_of_position() {
    JsonObject first = http.get(LETTERS).json().getJsonArray("deadLetters").getJsonObject(0).copy();

    assertThat(listed("")).containsExactly(2L, 3L, 4L);
    assertThat(first.getString("stream")).isEqualTo("order-2");
    assertThat(first.getString("state")).isEqualTo("dead");
    assertThat(first.getString("error")).isEqualTo("java.net.ConnectException");
    assertThat(first.getString("message")).isEqualTo("no route");
    assertThat(first.getInteger("attempts")).isEqualTo(1);
    assertThat(first.getBoolean("edited")).isFalse();
    JsonObject held = http.get("/v1/consumers/mails").json().getJsonObject("held");
    assertThat(held)
        .isEqualTo(new JsonObject().put("retrying", 1).put("dead", 2).put("stopped", 0));
  }

  @Test
  void they_are_filtered() {
    assertThat(listed("?state=dead")).containsExactly(2L, 3L);
    assertThat(listed("?state=retrying")).containsExactly(4L);
    assertThat(listed("?error=ConnectException")).containsExactly(2L, 4L);
    assertThat(listed("?error=java.net.ConnectException&state=dead")).containsExactly(2L);
    assertThat(listed("?stream=order-3")).containsExactly(3L);
    assertThat(listed("?type=orders.order-placed&position=3")).containsExactly(3L);
    assertThat(listed("?type=other")).isEmpty();
    assertThat(listed("?age=1h")).isEmpty();
  }

  @Test
  void they_are_read_in_pages() {
    Http.Answer first = http.get(LETTERS + "?limit=2&state=dead");
    Http.Answer second = http.get(first.link("next"));

    assertThat(first.json().getJsonArray("deadLetters")).hasSize(2);
    assertThat(second.json().getJsonArray("deadLetters")).isEmpty();
    assertThat(second.link("next")).isNull();
  }

  @Test
  void one_is_shown_with_its_event_its_attempts_and_how_many_wait_behind_it() {
    for (int id = 10; id < 13; id++) {
      http.post("/v1/events", EVENT, Samples.order("" + id, "order-2").encode());
    }

    JsonObject letter = http.get(LETTERS + "/2").json();

    assertThat(letter.getJsonObject("event").getString("id")).isEqualTo("2");
    assertThat(letter.getJsonObject("event").getString("tidingsposition")).isEqualTo("2");
    JsonObject attempt = letter.getJsonArray("attempts").getJsonObject(0);
    assertThat(attempt.getString("trace")).isEqualTo("at Mailer.send");
    assertThat(attempt.getString("node")).isEqualTo("node-a");
    assertThat(attempt.getString("handler")).isEqualTo("Mailer");
    assertThat(letter.getJsonObject("waiting"))
        .isEqualTo(new JsonObject().put("events", 3).put("more", false));
  }

  @Test
  void no_more_than_a_thousand_that_wait_are_counted() {
    StringBuilder lines = new StringBuilder();
    for (int id = 10; id < 1020; id++) {
      lines.append(Samples.order("" + id, "order-2").encode()).append('\n');
    }
    http.post("/v1/events", Http.NDJSON, lines.toString());

    assertThat(http.get(LETTERS + "/2").json().getJsonObject("waiting"))
        .isEqualTo(new JsonObject().put("events", 1000).put("more", true));
  }

  @Test
  void one_that_is_not_there_is_told_apart_from_a_consumer_that_is_not() {
    Http.Answer letter = http.get(LETTERS + "/1");
    Http.Answer consumer = http.get("/v1/consumers/nobody/dead-letters/1");

    assertThat(letter.status()).isEqualTo(404);
    assertThat(letter.json().getString("type")).endsWith(":unknown-dead-letter");
    assertThat(consumer.status()).isEqualTo(404);
    assertThat(consumer.json().getString("type")).endsWith(":unknown-consumer");
    assertThat(http.get("/v1/consumers/nobody/dead-letters").status()).isEqualTo(404);
    assertThat(http.ask(LETTERS + "/1/redrive").status()).isEqualTo(404);
    assertThat(http.get(LETTERS + "/two").status()).isEqualTo(404);
  }

  @Test
  void one_is_redriven() {
    Http.Answer answer = http.ask(LETTERS + "/2/redrive", "why", "mended", "by", "ann");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getInteger("affected")).isEqualTo(1);
    assertThat(http.get(LETTERS + "/2").json().getString("state")).isEqualTo("retrying");
    assertThat(lastRow().getString("action")).isEqualTo("redrive");
    assertThat(lastRow().getString("by")).isEqualTo("ann");
  }

  @Test
  void many_are_redriven_by_filter() {
    Http.Answer answer =
        http.ask(LETTERS + "/redrive", "state", "dead", "error", "ConnectException");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().getInteger("affected")).isEqualTo(1);
    assertThat(listed("?state=dead")).containsExactly(3L);
    assertThat(http.ask(LETTERS + "/redrive", "perSecond", 0.5).json().getInteger("affected"))
        .isPositive();
    assertThat(listed("?state=dead")).isEmpty();
  }

  @Test
  void C6_one_is_discarded_with_a_reason_for_the_ledger() {
    Http.Answer without = http.ask(LETTERS + "/2/discard");
    Http.Answer with = http.ask(LETTERS + "/2/discard", "why", "customer has left");

    assertThat(without.status()).isEqualTo(400);
    assertThat(without.json().getString("member")).isEqualTo("why");
    assertThat(with.status()).isEqualTo(200);
    assertThat(with.json().getInteger("affected")).isEqualTo(1);
    assertThat(listed("")).containsExactly(3L, 4L);
    assertThat(lastRow().getString("action")).isEqualTo("discard");
    assertThat(lastRow().getString("why")).isEqualTo("customer has left");
    assertThat(lastRow().getLong("position")).isEqualTo(2);
  }

  @Test
  void many_are_discarded_by_filter_but_never_all_by_omission() {
    Http.Answer all = http.ask(LETTERS + "/discard", "why", "none");
    Http.Answer some = http.ask(LETTERS + "/discard", "why", "old", "state", "dead");

    assertThat(all.status()).isEqualTo(400);
    assertThat(all.json().getString("member")).isEqualTo("state");
    assertThat(some.json().getInteger("affected")).isEqualTo(2);
    assertThat(listed("")).containsExactly(4L);
  }

  private HeldStreams.Replacement replacement(long position) {
    return gateway
        .consumers
        .held(new HeldStreams.HeldQuery("mails", SlotRange.ALL))
        .await()
        .streams()
        .stream()
        .filter(stream -> stream.position() == position)
        .findFirst()
        .orElseThrow()
        .replacement();
  }

  private Http.Answer edit(String body) {
    return http.post(LETTERS + "/2/edit", Http.JSON, body);
  }

  @Test
  void C6_another_payload_is_kept_byte_for_byte_and_the_log_keeps_the_original() {
    Http.Answer answer =
        edit(" {\"why\":\"typo\", \"data\" : { \"amount\" : 199.990 } , \"by\":\"ann\"} ");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(replacement(2).form()).isEqualTo("JSON");
    assertThat(replacement(2).contentType()).isNull();
    assertThat(replacement(2).data())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{ \"amount\" : 199.990 }");
    JsonObject letter = http.get(LETTERS + "/2").json();
    assertThat(letter.getBoolean("edited")).isTrue();
    assertThat(letter.getJsonObject("replacement").getJsonObject("data").getDouble("amount"))
        .isEqualTo(199.99);
    assertThat(letter.getJsonObject("event").getJsonObject("data").getString("order"))
        .isEqualTo("2");
    assertThat(lastRow().getString("action")).isEqualTo("edit");
  }

  @Test
  void a_payload_means_what_it_means_in_an_event() {
    edit("{\"why\":\"r\",\"datacontenttype\":\"text/plain\",\"data\":\"a \\\"b\\\"\"}");
    assertThat(replacement(2).form()).isEqualTo("TEXT");
    assertThat(replacement(2).data()).asString(StandardCharsets.UTF_8).isEqualTo("a \"b\"");

    edit("{\"data_base64\":\"AAEC\",\"datacontenttype\":\"image/png\",\"why\":\"r\"}");
    assertThat(replacement(2).form()).isEqualTo("BINARY");
    assertThat(replacement(2).data()).containsExactly(0, 1, 2);
    assertThat(replacement(2).contentType()).isEqualTo("image/png");
    assertThat(
            http.get(LETTERS + "/2").json().getJsonObject("replacement").getString("data_base64"))
        .isEqualTo("AAEC");
  }

  @Test
  void a_payload_that_is_none_is_refused() {
    assertThat(edit("{\"why\":\"r\"}").json().getString("member")).isEqualTo("data");
    assertThat(edit("{\"data\":1}").json().getString("member")).isEqualTo("why");
    assertThat(edit("{\"data_base64\":\"?\",\"why\":\"r\"}").json().getString("member"))
        .isEqualTo("data_base64");
    assertThat(
            edit("{\"data\":1,\"datacontentype\":\"x\",\"why\":\"r\"}").json().getString("detail"))
        .contains("did you mean 'datacontenttype'?");
    assertThat(edit("{\"data\":\"" + "x".repeat(5000) + "\",\"why\":\"r\"}").status())
        .isEqualTo(413);
    assertThat(replacement(2)).isNull();
  }
}
