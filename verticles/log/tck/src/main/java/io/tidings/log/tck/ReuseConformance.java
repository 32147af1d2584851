package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.AppendResult.Reused;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L5: an id is reused for something else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ReuseConformance extends LogFixture {

  @Test
  default void L5_an_id_reused_with_any_attribute_changed_is_refused() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-9"));
    NewEvent recorded = complete().build();
    log.record(recorded);
    Reused refusal = new Reused(Samples.SOURCE, "id", 2);

    changes()
        .forEach(
            (changed, change) -> {
              NewEvent other = change.apply(complete()).build();
              assertThat(log.append(Append.of(other))).as(changed).isEqualTo(refusal);
            });
    NewEvent otherType =
        NewEvent.builder("id", Samples.SOURCE, "samples.other").stream("order-1").build();
    assertThat(log.append(Append.of(otherType))).as("type").isEqualTo(refusal);

    assertThat(log.readStream("order-1"))
        .extracting(RecordedEvent::event)
        .containsExactly(recorded);
    assertThat(log.head().position()).isEqualTo(2);
  }

  @Test
  default void L5_an_attribute_that_was_absent_counts_as_changed_if_it_comes() {
    AwaitedLog log = openLog();
    NewEvent bare = NewEvent.builder("id", Samples.SOURCE, Samples.TYPE).stream("order-1").build();
    log.record(bare);

    changes()
        .forEach(
            (changed, change) -> {
              NewEvent.Builder same =
                  NewEvent.builder("id", Samples.SOURCE, Samples.TYPE).stream("order-1");
              NewEvent other = change.apply(same).build();
              if (!other.equals(bare)) {
                assertThat(log.append(Append.of(other)))
                    .as(changed)
                    .isEqualTo(new Reused(Samples.SOURCE, "id", 1));
              }
            });
  }

  @Test
  default void L5_a_reused_id_is_refused_before_its_expected_version_is_looked_at() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-1", "id"));

    NewEvent other = Samples.builder("order-1", "id").data(Samples.json("{}")).build();

    assertThat(log.append(Append.to("order-1", 9, other)))
        .isEqualTo(new Reused(Samples.SOURCE, "id", 1));
  }

  @Test
  default void L5_one_reused_id_refuses_its_append_as_a_whole() {
    AwaitedLog log = openLog();
    NewEvent recorded = Samples.event("order-1", "id");
    log.record(recorded);
    NewEvent other = Samples.event("order-2", "id");

    AppendResult result =
        log.append(Append.of(Samples.event("order-1"), other, Samples.event("order-1")));

    assertThat(result).isEqualTo(new Reused(Samples.SOURCE, "id", 1));
    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(recorded);
  }

  @Test
  default void L5_an_id_twice_in_one_append_is_refused_with_position_0() {
    AwaitedLog log = openLog();
    NewEvent event = Samples.event("order-1", "id");
    Reused refusal = new Reused(Samples.SOURCE, "id", 0);

    assertThat(log.append(Append.of(event, Samples.event("order-1"), event))).isEqualTo(refusal);
    assertThat(log.append(Append.of(event, Samples.event("order-2", "id")))).isEqualTo(refusal);

    assertThat(log.head().position()).isZero();
  }

  @Test
  default void L5_an_id_twice_in_one_append_is_refused_so_even_if_it_is_recorded_already() {
    AwaitedLog log = openLog();
    NewEvent event = Samples.event("order-1", "id");
    log.record(event);

    assertThat(log.append(Append.of(event, event))).isEqualTo(new Reused(Samples.SOURCE, "id", 0));

    assertThat(log.head().position()).isEqualTo(1);
  }

  @Test
  default void L5_an_id_reused_inside_a_batch_does_not_spoil_it() {
    AwaitedLog log = openLog();
    NewEvent first = Samples.event("order-1", "id");
    NewEvent last = Samples.event("order-2");

    List<AppendResult> results =
        log.appendAll(Append.of(first), Append.of(Samples.event("order-2", "id")), Append.of(last));

    assertThat(results.get(0)).isInstanceOf(Recorded.class);
    assertThat(results.get(1)).isEqualTo(new Reused(Samples.SOURCE, "id", 1));
    assertThat(results.get(2)).isInstanceOf(Recorded.class);
    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(first, last);
  }

  @Test
  default void L5_the_same_id_of_another_source_is_another_event() {
    AwaitedLog log = openLog();
    NewEvent one = NewEvent.builder("id", "/a", Samples.TYPE).stream("order-1").build();
    NewEvent other = NewEvent.builder("id", "/b", Samples.TYPE).stream("order-1").build();

    log.record(one, other);

    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(one, other);
  }

  @Test
  default void L5_source_and_id_are_compared_each_for_itself_and_exactly() {
    AwaitedLog log = openLog();
    NewEvent[] events =
        List.of("a b", "ab ", " ab", "AB", "ab", "a\u0301b", "\u00e1b", "a\tb").stream()
            .flatMap(
                text ->
                    List.of(
                        NewEvent.builder(text, "/s", Samples.TYPE).build(),
                        NewEvent.builder("/s", text, Samples.TYPE).build())
                        .stream())
            .toArray(NewEvent[]::new);

    log.record(events);

    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(events);
  }

  private static NewEvent.Builder complete() {
    return Samples.complete("order-1", "id");
  }

  private static Map<String, UnaryOperator<NewEvent.Builder>> changes() {
    Map<String, UnaryOperator<NewEvent.Builder>> changes = new LinkedHashMap<>();
    changes.put("stream", event -> event.stream("order-2"));
    changes.put("subject", event -> event.subject("A124"));
    changes.put("subject left out", event -> event.subject(null));
    changes.put("time", event -> event.time("2024-02-29T23:59:59.12345678900+05:45"));
    changes.put("time left out", event -> event.time(null));
    changes.put("content type", event -> event.contentType("application/json; charset=utf-8"));
    changes.put("content type left out", event -> event.contentType(null));
    changes.put("data schema", event -> event.dataSchema("https://example.com/other"));
    changes.put("data schema left out", event -> event.dataSchema(null));
    changes.put("extension", event -> event.extension("correlationid", "c-2"));
    changes.put("extension left out", event -> event.extension("correlationid", null));
    changes.put("extension added", event -> event.extension("onemore", "x"));
    changes.put("integer instead of text", event -> event.extension("correlationid", 1));
    changes.put("text instead of integer", event -> event.extension("anint", "42"));
    changes.put("text instead of boolean", event -> event.extension("sampled", "true"));
    changes.put("boolean", event -> event.extension("sampled", false));
    changes.put("one byte of data", event -> event.data(Samples.json("{\"amount\":199.98}")));
    changes.put("spacing of data", event -> event.data(Samples.json("{\"amount\": 199.99}")));
    changes.put("longer data", event -> event.data(Samples.json("{\"amount\":199.99}\n")));
    changes.put("empty data", event -> event.data(Data.of(Data.Form.TEXT, new byte[0])));
    changes.put("data left out", event -> event.data(null));
    changes.put("form of data", event -> event.data(binary("{\"amount\":199.99}")));
    return changes;
  }

  private static Data binary(String text) {
    return Data.of(Data.Form.BINARY, text.getBytes(StandardCharsets.US_ASCII));
  }
}
