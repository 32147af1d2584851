package io.tidings.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Append;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sagas are, from steps such as the engine records. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SagasTest {

  private static final String STEPPED = vector();
  private static final String ENDED = new JsonObject(STEPPED).put("ended", true).encode();

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;
  private int recorded;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void an_instance_is_shown_by_its_step() {
    step("A1", STEPPED);

    JsonObject shown = http.get("/v1/sagas/shop-order/A1").json();

    Instant at = shown.getInstant("at");
    JsonObject stepped = new JsonObject(STEPPED);
    JsonArray undo = stepped.getJsonArray("undo");
    assertThat(shown)
        .isEqualTo(
            new JsonObject()
                .put("saga", "shop-order")
                .put("key", "A1")
                .put("step", "unpaid")
                .put("number", 1)
                .put("ended", false)
                .put("at", at.toString())
                .put("cursor", shown.getString("cursor"))
                .put("history", "/v1/streams/shop_order-A1/events")
                .put("state", stepped.getJsonObject("state"))
                .put(
                    "timeouts",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("name", "unpaid")
                                .put("due", at.plus(Duration.ofMinutes(30)).toString())))
                .put("sent", stepped.getJsonArray("commands"))
                .put(
                    "compensations",
                    new JsonArray()
                        .add(undo.getJsonObject(1).getJsonObject("command"))
                        .add(undo.getJsonObject(0).getJsonObject("command")))
                .put("cause", stepped.getJsonObject("cause")));
    assertThat(http.get(shown.getString("history")).array()).hasSize(1);
  }

  @Test
  void an_instance_is_shown_by_its_latest_step_whatever_stands_behind_it() {
    step("A1", STEPPED);
    step("A1", after("paid"));
    record("shop-order.saga-timed-out", "shop_order-A1", "{\"name\":\"late\",\"step\":1}");

    JsonObject shown = http.get("/v1/sagas/shop-order/A1").json();

    assertThat(shown.getString("step")).isEqualTo("paid");
    assertThat(shown.getJsonArray("timeouts").getJsonObject(0).getString("due"))
        .isEqualTo("2026-11-24T10:30:00Z");
  }

  @Test
  void keys_may_be_any_text() {
    step("Zürich/8001 50%", STEPPED);

    assertThat(http.get("/v1/sagas/shop-order/Z%C3%BCrich%2F8001%2050%25").json().getString("key"))
        .isEqualTo("Zürich/8001 50%");
  }

  @Test
  void an_instance_that_nothing_has_begun_is_unknown() {
    record("shop-order.saga-timed-out", "shop_order-A1", "{}");

    Http.Answer unknown = http.get("/v1/sagas/shop-order/A1");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().getString("type")).isEqualTo("urn:tidings:problem:unknown-saga");
    assertThat(unknown.json().getString("detail")).contains("shop-order", "'A1'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/sagas/Shop/A1",
        "/v1/sagas/shop_order",
        "/v1/sagas/shop-order/%FF",
        "/v1/sagas/shop-order/A1?limit=1",
        "/v1/sagas/shop-order?limit=0",
        "/v1/sagas/shop-order?before=x",
        "/v1/sagas/shop-order?as-of=x",
        "/v1/sagas/shop-order?ended=no",
        "/v1/sagas/shop-order?ended=true&ended=false",
        "/v1/sagas/shop-order?idle=soon",
        "/v1/sagas/shop-order?idle=1h&before=3"
      })
  void impossible_requests_are_refused(String path) {
    assertThat(http.get(path).status()).isEqualTo(400);
  }

  @Test
  void the_list_is_newest_first_and_has_each_instance_once_in_a_page() {
    for (String key : List.of("A1", "A2", "A1", "A3", "A2")) {
      step(key, STEPPED);
    }

    assertThat(keys(http.get("/v1/sagas/shop-order"))).containsExactly("A2", "A3", "A1");
    assertThat(keys(http.get("/v1/sagas/other"))).isEmpty();
  }

  @Test
  void the_list_goes_on_page_by_page() {
    for (int key = 1; key <= 5; key++) {
      step("A" + key, STEPPED);
    }

    assertThat(all("/v1/sagas/shop-order?limit=2")).containsExactly("A5", "A4", "A3", "A2", "A1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void the_list_has_each_instance_once_however_it_is_cut_into_pages(int limit) {
    for (String key : List.of("A1", "A2", "A3", "A1", "A4", "A3")) {
      step(key, STEPPED);
    }
    step("A2", ENDED);
    step("A4", ENDED);
    step("A5", STEPPED);

    String list = "/v1/sagas/shop-order?limit=" + limit;
    assertThat(all(list)).containsExactly("A5", "A4", "A2", "A3", "A1");
    assertThat(all(list + "&ended=false")).containsExactly("A5", "A3", "A1");
    assertThat(all(list + "&ended=true")).containsExactly("A4", "A2");
  }

  @Test
  void what_is_recorded_between_pages_moves_nothing_in_the_list() {
    for (String key : List.of("A1", "A2", "A3")) {
      step(key, STEPPED);
    }
    Http.Answer page = http.get("/v1/sagas/shop-order?limit=1&ended=false");
    step("A1", ENDED);
    step("A2", after("paid"));
    step("A4", STEPPED);

    List<String> rest = all(page.link("next"));

    assertThat(keys(page)).containsExactly("A3");
    assertThat(rest).containsExactly("A2", "A1");
    assertThat(all("/v1/sagas/shop-order?ended=false")).containsExactly("A4", "A2", "A3");
  }

  @Test
  void those_without_a_step_for_a_while_are_listed() {
    for (String key : List.of("A1", "A2", "A3")) {
      step(key, STEPPED);
    }
    step("A1", ENDED);

    assertThat(all("/v1/sagas/shop-order?ended=false&idle=0s&limit=1")).containsExactly("A3", "A2");
    assertThat(all("/v1/sagas/shop-order?ended=false&idle=1h")).isEmpty();
  }

  @Test
  void an_old_step_does_not_stand_for_one_that_is_newer_than_the_page() {
    step("A1", STEPPED);
    step("A2", STEPPED);
    step("A1", after("paid"));
    long behind = gateway.head();

    assertThat(all("/v1/sagas/shop-order?before=" + behind)).containsExactly("A2");
  }

  @Test
  void a_page_ends_after_many_steps_whatever_they_are() {
    step("A0", STEPPED);
    List<NewEvent> ended = new ArrayList<>();
    for (int key = 1; key <= 6_000; key++) {
      ended.add(
          NewEvent.builder("e" + key, "/sagas", "shop-order.saga-stepped").stream(
                  "shop_order-A" + key)
              .data(Data.of(Data.Form.JSON, ENDED.getBytes(StandardCharsets.UTF_8)))
              .build());
    }
    gateway.memory.append(new Append(ended, Map.of())).await();

    Http.Answer page = http.get("/v1/sagas/shop-order?ended=false");

    assertThat(keys(page)).isEmpty();
    assertThat(all(page.link("next"))).containsExactly("A0");
  }

  private List<String> all(String list) {
    List<String> all = new ArrayList<>();
    for (String next = list; next != null; ) {
      Http.Answer page = http.get(next);
      all.addAll(keys(page));
      next = page.link("next");
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "{}",
        "{\"pending\":[1,{\"after\":\"soon\"}],\"undo\":[{}],\"commands\":{}}",
        "{\"pending\":[{\"name\":\"x\",\"after\":\"PT99999999999999H\"}],\"undo\":{\"a\":1}}"
      })
  void steps_that_are_none_do_not_harm(String forged) {
    step("A1", forged);

    assertThat(http.get("/v1/sagas/shop-order/A1").status()).isEqualTo(200);
    assertThat(keys(http.get("/v1/sagas/shop-order"))).containsExactly("A1");
  }

  @Test
  void numbers_of_the_state_keep_their_digits() {
    step("A1", "{\"state\":{\"total\":123456789012345678901234567890.10}}");

    assertThat(http.get("/v1/sagas/shop-order/A1").body())
        .contains("\"total\":123456789012345678901234567890.10");
  }

  private void step(String key, String data) {
    record("shop-order.saga-stepped", "shop_order-" + key, data);
  }

  private void record(String type, String stream, String data) {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/sagas\",\"type\":\"%s\",\"stream\":\"%s\",\"data\":%s}"
            .formatted(++recorded, type, stream, data);
    assertThat(http.post("/v1/events", Http.EVENT, event).status()).isEqualTo(201);
  }

  private static String after(String step) {
    JsonObject later = new JsonObject(STEPPED).put("step", step).put("number", 2);
    later.getJsonArray("pending").getJsonObject(0).put("due", "2026-11-24T10:30:00Z");
    return later.encode();
  }

  private static List<String> keys(Http.Answer page) {
    assertThat(page.status()).isEqualTo(200);
    return page.json().getJsonArray("instances").stream()
        .map(one -> ((JsonObject) one).getString("key"))
        .toList();
  }

  private static String vector() {
    try {
      return Files.readString(Path.of("../../codecs/vectors/sagas/saga-stepped.json"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
