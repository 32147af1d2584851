package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsumersTest {

  private static final String MAILS = "/v1/consumers/mails";

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;
  private final Owner owner = new Owner(gateway.consumers, "mails");

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Http.Answer declare(JsonObject definition) {
    return http.json("PUT", MAILS, definition);
  }

  private long epoch() {
    return gateway.memory.head().await().epoch();
  }

  @Test
  void a_consumer_is_declared_once_and_repeating_it_changes_nothing() {
    Http.Answer first = declare(new JsonObject());
    Http.Answer again = declare(new JsonObject());

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("location")).isEqualTo(MAILS);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(http.get("/v1/ledger").json().getJsonArray("rows")).hasSize(1);
  }

  @Test
  void a_definition_comes_back_as_it_was_declared() {
    JsonObject definition =
        new JsonObject()
            .put("types", new JsonArray().add("orders.order-cancelled").add("orders.order-placed"))
            .put("category", "order")
            .put("attributes", new JsonObject().put("region", "eu"))
            .put("start", "2026-01-01T00:00:00Z")
            .put("segments", 2)
            .put("inFlight", 50)
            .put(
                "retry",
                new JsonObject()
                    .put("attempts", 3)
                    .put("within", "PT10M")
                    .put("initial", "PT0.5S")
                    .put("longest", "PT5S")
                    .put("multiplier", 2.0)
                    .put("jitter", 0.1))
            .put("onFailure", "stop-stream")
            .put("visibility", "PT1M");

    declare(definition);

    assertThat(http.get(MAILS).json().getJsonObject("definition")).isEqualTo(definition);
    assertThat(http.get(MAILS).json().getJsonArray("segments")).hasSize(2);
  }

  @Test
  void durations_are_taken_as_people_write_them() {
    JsonObject definition = declare(new JsonObject().put("visibility", "90s")).json();

    assertThat(definition.getJsonObject("definition").getString("visibility")).isEqualTo("PT1M30S");
  }

  @Test
  void another_definition_is_refused_with_what_differs_unless_it_is_asked_for() {
    declare(new JsonObject().put("category", "order"));
    JsonObject changed = new JsonObject().put("category", "cart");

    Http.Answer refused = declare(changed);
    Http.Answer replaced = http.json("PUT", MAILS + "?replace=true&by=ann", changed);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().getString("type")).endsWith(":consumer-conflict");
    assertThat(refused.json().getString("detail")).contains("category");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.json().getJsonObject("definition").getString("category")).isEqualTo("cart");
  }

  @Test
  void all_consumers_are_listed_by_name() {
    assertThat(http.get("/v1/consumers").json().getJsonArray("consumers")).isEmpty();
    http.json("PUT", "/v1/consumers/b@2", new JsonObject());
    http.json("PUT", "/v1/consumers/a", new JsonObject());

    assertThat(
            http.get("/v1/consumers").json().getJsonArray("consumers").stream()
                .map(one -> ((JsonObject) one).getString("name")))
        .containsExactly("a", "b@2");
  }

  @Test
  void it_tells_where_it_stands_and_how_far_behind() {
    http.post("/v1/events", BATCH, Samples.batch(1, 5));
    declare(new JsonObject());
    owner.claim().checkpoint(epoch(), 3);

    JsonObject mails = http.get(MAILS).json();

    assertThat(mails.getString("state")).isEqualTo("running");
    assertThat(mails.getString("kind")).isEqualTo("pull");
    assertThat(mails.getString("checkpoint")).isEqualTo(epoch() + "-3");
    assertThat(mails.getJsonObject("lag").getInteger("events")).isEqualTo(2);
    assertThat(mails.getJsonObject("lag").getDouble("seconds")).isPositive();
    assertThat(mails.getInteger("handled")).isEqualTo(12);
    assertThat(mails.getDouble("rate")).isEqualTo(6);
    JsonObject segment = mails.getJsonArray("segments").getJsonObject(0);
    assertThat(segment.getString("owner")).isEqualTo("node-a");
    assertThat(segment.getInteger("token")).isPositive();
    assertThat(segment.getString("lease")).startsWith("PT");
    assertThat(segment.getJsonObject("slots"))
        .isEqualTo(new JsonObject().put("first", 0).put("last", 255));
  }

  @Test
  void one_that_has_caught_up_has_no_lag() {
    http.post("/v1/events", BATCH, Samples.batch(1, 5));
    declare(new JsonObject().put("start", "latest"));

    assertThat(http.get(MAILS).json().getJsonObject("lag"))
        .isEqualTo(new JsonObject().put("events", 0).put("seconds", 0.0));
  }

  @Test
  void it_begins_at_a_cursor_or_a_time() {
    http.post("/v1/events", BATCH, Samples.batch(1, 5));
    String time =
        http.get("/v1/events?after=2&limit=1")
            .array()
            .getJsonObject(0)
            .getString("tidingsrecorded");

    http.json("PUT", "/v1/consumers/c", new JsonObject().put("start", epoch() + "-4"));
    http.json("PUT", "/v1/consumers/t", new JsonObject().put("start", time));
    http.json("PUT", "/v1/consumers/f", new JsonObject().put("start", "2999-01-01T00:00:00Z"));

    assertThat(http.get("/v1/consumers/c").json().getString("checkpoint")).endsWith("-4");
    assertThat(http.get("/v1/consumers/f").json().getString("checkpoint")).endsWith("-5");
    String checkpoint = http.get("/v1/consumers/t").json().getString("checkpoint");
    assertThat(
            http.get("/v1/events?limit=1&after=" + checkpoint)
                .array()
                .getJsonObject(0)
                .getString("tidingsrecorded"))
        .isEqualTo(time);
  }

  @Test
  void L7_it_does_not_begin_in_a_lost_future() {
    Http.Answer answer = declare(new JsonObject().put("start", epoch() + "-99"));

    assertThat(answer.status()).isEqualTo(410);
    assertThat(http.get(MAILS).status()).isEqualTo(404);
  }

  @Test
  void C6_removing_one_leaves_its_rows_in_the_ledger() {
    declare(new JsonObject());

    Http.Answer removed = http.send("DELETE", MAILS + "?why=moved&by=ann", null);

    assertThat(removed.status()).isEqualTo(204);
    assertThat(http.get(MAILS).status()).isEqualTo(404);
    assertThat(http.send("DELETE", MAILS, null).status()).isEqualTo(404);
    JsonArray rows = http.get("/v1/ledger?consumer=mails").json().getJsonArray("rows");
    JsonObject last = rows.getJsonObject(rows.size() - 1);
    assertThat(last.getString("action")).isEqualTo("remove");
    assertThat(last.getString("by")).isEqualTo("ann");
    assertThat(last.getString("why")).isEqualTo("moved");
  }

  @Test
  void the_ledger_is_read_in_pages() {
    for (String name : List.of("a", "b", "c")) {
      http.json("PUT", "/v1/consumers/" + name, new JsonObject());
    }

    Http.Answer first = http.get("/v1/ledger?limit=2");
    Http.Answer second = http.get(first.link("next"));

    assertThat(first.json().getJsonArray("rows")).hasSize(2);
    assertThat(second.json().getJsonArray("rows")).hasSize(1);
    assertThat(second.link("next")).isNull();
  }

  @Test
  void options_name_the_methods() {
    assertThat(http.send("OPTIONS", MAILS, null).header("allow"))
        .isEqualTo("GET, HEAD, PUT, DELETE, OPTIONS");
    assertThat(http.send("OPTIONS", MAILS + "/lease", null).header("accept-post"))
        .isEqualTo("application/json");
  }
}
