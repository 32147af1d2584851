package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.Append;
import io.tidings.model.Data;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.RecordedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L8: an event comes back as it was sent, whenever and however it is read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ImmutabilityConformance extends LogFixture {

  @Test
  default void L8_every_kind_of_event_comes_back_as_it_was_sent() {
    AwaitedLog log = openLog();
    Map<String, NewEvent> kinds = Samples.everyKind();
    kinds.values().forEach(log::record);

    List<RecordedEvent> events = log.readAll();

    assertThat(events).hasSameSizeAs(kinds.values());
    for (RecordedEvent event : events) {
      NewEvent sent = kinds.get(event.id());
      assertThat(event.event().data()).as("data of '%s'", event.id()).isEqualTo(sent.data());
      assertThat(event.event()).as("attributes of '%s'", event.id()).isEqualTo(sent);
    }
  }

  @Test
  default void L8_a_large_event_comes_back_byte_for_byte() {
    AwaitedLog log = openLog();
    NewEvent large = Samples.sized("order-1", 1024 * 1024);
    log.record(large);

    assertThat(log.readAll().get(0).event()).isEqualTo(large);
  }

  @Test
  default void L8_however_an_event_is_read_it_is_the_same() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-1"), Samples.complete("order-2", "id").build());
    List<RecordedEvent> events = log.readAll();
    RecordedEvent second = events.get(1);

    assertThat(events).hasSize(2);
    assertThat(log.readAll()).isEqualTo(events);
    assertThat(log.readStream("order-2")).containsExactly(second);
    assertThat(log.readAll(Filter.types(second.type()))).isEqualTo(events);
    assertThat(log.readAll(Filter.category("order"))).isEqualTo(events);
    Query newestFirst =
        new Query(
            Filter.ALL, Unit.POSITION, 0, 0, Long.MAX_VALUE, Direction.BACKWARD, Query.MAX_LIMIT);
    assertThat(log.readAll(newestFirst)).containsExactly(second, events.get(0));
  }

  @Test
  default void L8_an_event_stays_as_it_was_whatever_is_appended_later() {
    AwaitedLog log = openLog();
    NewEvent event = Samples.complete("order-1", "id").build();
    log.record(event);
    List<RecordedEvent> before = log.readAll();

    log.append(Append.of(event));
    log.append(Append.of(Samples.event("order-1", "id")));
    log.append(Append.to("order-1", 0, Samples.event("order-1")));
    log.record(Samples.events("order-1", 100));

    assertThat(log.readAll()).hasSize(101).startsWith(before.get(0));
  }

  @Test
  default void L8_what_the_caller_does_to_its_collections_later_does_not_reach_the_log() {
    AwaitedLog log = openLog();
    NewEvent.Builder builder = Samples.builder("order-1", "id").extension("text", "sent");
    NewEvent sent = builder.build();
    List<NewEvent> events = new ArrayList<>(List.of(sent));
    Map<String, Long> expected = new HashMap<>(Map.of("order-1", 0L));
    List<Append> batch = new ArrayList<>(List.of(new Append(events, expected)));
    log.appendAll(batch);

    builder.extension("text", "changed").extension("more", 1);
    events.clear();
    expected.put("order-1", 7L);
    batch.clear();

    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(sent);
    assertThat(log.readAll().get(0).event().extensions()).isEqualTo(Map.of("text", "sent"));
  }

  @Test
  default void L8_what_a_reader_does_to_what_it_was_given_does_not_reach_the_log() {
    AwaitedLog log = openLog();
    NewEvent sent = Samples.builder("order-1", "id").extension("text", "sent").build();
    log.record(sent);
    List<RecordedEvent> page = log.read(Query.stream("order-1", 0, 10)).events();
    assertThat(page).hasSize(1);
    Data data = page.get(0).data();

    Arrays.fill(data.toByteArray(), (byte) 0);
    assertThat(data.bytes().isReadOnly()).isTrue();
    assertThatThrownBy(() -> page.clear()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> page.get(0).event().extensions().clear())
        .isInstanceOf(UnsupportedOperationException.class);

    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(sent);
  }
}
