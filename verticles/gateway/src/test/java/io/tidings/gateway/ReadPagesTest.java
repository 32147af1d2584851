package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadPagesTest {

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static List<Long> positions(Http.Answer page) {
    return page.array().stream()
        .map(event -> Long.valueOf(((JsonObject) event).getString("tidingsposition")))
        .toList();
  }

  private static List<Long> range(long first, long last) {
    return first <= last
        ? LongStream.rangeClosed(first, last).boxed().toList()
        : LongStream.iterate(first, at -> at >= last, at -> at - 1).boxed().toList();
  }

  private List<Long> walk(String path, String relation) {
    List<Long> seen = new ArrayList<>();
    int pages = 0;
    for (String next = path; next != null && pages < 50; pages++) {
      Http.Answer page = http.get(next);
      assertThat(page.status()).isEqualTo(200);
      seen.addAll(positions(page));
      next = page.link(relation);
    }
    return seen;
  }

  @Test
  void a_page_is_a_batch_oldest_first_with_the_head_of_the_log() {
    http.post("/v1/events", BATCH, Samples.batch(1, 5));

    Http.Answer page = http.get("/v1/events");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).isEqualTo(BATCH);
    assertThat(positions(page)).isEqualTo(range(1, 5));
    assertThat(page.link("next")).isNull();
    long epoch = gateway.memory.head().await().epoch();
    assertThat(page.header("tidings-head")).isEqualTo(epoch + "-5");
  }

  @Test
  void the_data_comes_back_byte_for_byte() {
    String data = "{ \"amount\" : 199.990,\"note\":\"\\u00fc\" }";
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":"
            + data
            + "}";
    http.post("/v1/events", EVENT, event);

    assertThat(http.get("/v1/events").body()).contains("\"data\":" + data);
  }

  @Test
  void an_empty_log_and_an_unknown_stream_have_no_events() {
    assertThat(http.get("/v1/events").body()).isEqualTo("[]");
    Http.Answer stream = http.get("/v1/streams/order-none/events");
    assertThat(stream.status()).isEqualTo(200);
    assertThat(stream.body()).isEqualTo("[]");
  }

  @Test
  void next_links_lead_through_the_whole_log_both_ways() {
    http.post("/v1/events", BATCH, Samples.batch(1, 25));

    assertThat(walk("/v1/events?limit=10", "next")).isEqualTo(range(1, 25));
    assertThat(walk("/v1/events?limit=10&direction=backward", "next")).isEqualTo(range(25, 1));
    assertThat(walk("/v1/events?limit=3&after=5&before=12", "next")).isEqualTo(range(6, 11));
    assertThat(walk("/v1/events?limit=3&after=5&before=12&direction=backward", "next"))
        .isEqualTo(range(11, 6));
  }

  @Test
  void before_alone_reads_newest_first() {
    http.post("/v1/events", BATCH, Samples.batch(1, 9));

    assertThat(positions(http.get("/v1/events?before=5&limit=2"))).isEqualTo(List.of(4L, 3L));
  }

  @Test
  void prev_links_lead_to_the_other_side_of_where_a_page_began() {
    http.post("/v1/events", BATCH, Samples.batch(1, 9));

    Http.Answer forward = http.get("/v1/events?after=4&limit=2");
    Http.Answer backward = http.get("/v1/events?before=6&limit=2");

    assertThat(positions(http.get(forward.link("prev")))).isEqualTo(List.of(4L, 3L));
    assertThat(positions(http.get(backward.link("prev")))).isEqualTo(List.of(6L, 7L));
    assertThat(http.get("/v1/events").link("prev")).isNull();
  }

  @Test
  void the_head_is_a_cursor_to_go_on_from_at_the_end() {
    http.post("/v1/events", BATCH, Samples.batch(1, 3));
    String head = http.get("/v1/events").header("tidings-head");
    http.post("/v1/events", BATCH, Samples.batch(4, 5));

    assertThat(positions(http.get("/v1/events?after=" + head))).isEqualTo(range(4, 5));
  }

  @Test
  void pages_are_filtered_by_types_and_category() {
    for (int id = 1; id <= 6; id++) {
      JsonObject event =
          Samples.order("" + id, (id % 2 == 0 ? "cart-" : "order-") + id).put("type", "t" + id % 3);
      http.post("/v1/events", EVENT, event.encode());
    }

    assertThat(positions(http.get("/v1/events?type=t1"))).isEqualTo(List.of(1L, 4L));
    assertThat(positions(http.get("/v1/events?type=t1&type=t2")))
        .isEqualTo(List.of(1L, 2L, 4L, 5L));
    assertThat(positions(http.get("/v1/events?type=t1,t2&category=cart")))
        .isEqualTo(List.of(2L, 4L));
    assertThat(walk("/v1/events?type=t1,t2&category=cart&limit=1", "next"))
        .isEqualTo(List.of(2L, 4L));
  }

  @Test
  void a_rare_match_is_found_without_following_links() {
    http.post("/v1/events", NDJSON, Samples.lines(1, 20_000));
    http.post("/v1/events", EVENT, Samples.order("rare").put("source", "/r").encode());

    List<Long> found =
        positions(http.get("/v1/events?type=orders.order-placed,x&limit=3&after=19998"));

    assertThat(found).isEqualTo(range(19_999, 20_001));
  }

  @Test
  void streams_are_read_by_version() {
    http.post("/v1/events", EVENT, Samples.order("x").encode());
    http.post("/v1/streams/order-7/events", BATCH, Samples.batch(1, 9));

    String path = "/v1/streams/order-7/events";
    assertThat(positions(http.get(path + "?after=7"))).isEqualTo(List.of(9L, 10L));
    assertThat(positions(http.get(path + "?before=3"))).isEqualTo(List.of(3L, 2L));
    assertThat(walk(path + "?limit=2", "next")).isEqualTo(range(2, 10));
    assertThat(walk(path + "?limit=2&direction=backward", "next")).isEqualTo(range(10, 2));
  }

  @Test
  void accept_chooses_lines() {
    http.post("/v1/events", BATCH, Samples.batch(1, 3));

    Http.Answer page =
        http.get("/v1/events", "Accept", "application/x-ndjson, application/json;q=0.5");

    assertThat(page.header("content-type")).isEqualTo(NDJSON);
    assertThat(page.lines())
        .extracting(line -> line.getString("id"))
        .containsExactly("1", "2", "3");
  }

  @Test
  void a_page_that_is_not_accepted_names_what_there_is() {
    Http.Answer answer = http.get("/v1/events", "Accept", "text/html");

    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.json().getJsonArray("available")).contains(BATCH, NDJSON);
  }

  @Test
  void at_least_waits_for_a_cursor_that_was_answered() {
    Http.Answer appended = http.post("/v1/events", EVENT, Samples.order("1").encode());
    String cursor =
        appended.result().getLong("epoch") + "-" + appended.result().getLong("position");

    Http.Answer page = http.get("/v1/events?at-least=" + cursor);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.array()).hasSize(1);
  }

  @Test
  void L7_a_cursor_from_a_lost_future_is_refused_with_the_place_to_go_back_to() {
    http.post("/v1/events", BATCH, Samples.batch(1, 3));
    long epoch = gateway.memory.head().await().epoch();

    for (String lost : List.of(epoch + "-99", "7-2", "99")) {
      for (String parameter : List.of("after", "at-least")) {
        Http.Answer answer = http.get("/v1/events?" + parameter + "=" + lost);
        assertThat(answer.status()).as(parameter + "=" + lost).isEqualTo(410);
        assertThat(answer.json().getString("goBackTo")).startsWith(epoch + "-");
      }
    }
  }

  @Test
  void a_head_request_is_answered_without_a_body() {
    http.post("/v1/events", BATCH, Samples.batch(1, 3));

    Http.Answer answer = http.send("HEAD", "/v1/events", null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("tidings-head")).endsWith("-3");
  }
}
