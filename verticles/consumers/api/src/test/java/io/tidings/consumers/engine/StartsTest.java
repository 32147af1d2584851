package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Start;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StartsTest {

  private final MemoryEventLog log = new MemoryEventLog(7);

  @Test
  void first_latest_and_a_position_need_no_search() {
    record(10);

    assertThat(resolve(Start.FIRST)).isEqualTo(new Cursor(7, 0));
    assertThat(resolve(Start.LATEST)).isEqualTo(new Cursor(7, 10));
    assertThat(resolve(Start.position(4))).isEqualTo(new Cursor(7, 3));
    assertThat(resolve(Start.position(99))).isEqualTo(new Cursor(7, 10));
  }

  @Test
  void a_time_means_the_first_event_recorded_then_or_later() {
    record(50);
    List<RecordedEvent> events =
        log.read(Query.after(Cursor.START, Filter.ALL, 100)).await().events();

    for (RecordedEvent event : events) {
      long before =
          events.stream()
              .filter(one -> one.recordedAt().isBefore(event.recordedAt()))
              .mapToLong(RecordedEvent::position)
              .max()
              .orElse(0);
      assertThat(resolve(Start.time(event.recordedAt())).position()).isEqualTo(before);
    }
    assertThat(resolve(Start.time(Instant.EPOCH)).position()).isZero();
    assertThat(resolve(Start.time(Instant.now().plusSeconds(9))).position()).isEqualTo(50);
  }

  @Test
  void an_empty_log_has_one_place_to_begin() {
    assertThat(resolve(Start.time(Instant.EPOCH))).isEqualTo(new Cursor(7, 0));
    assertThat(resolve(Start.LATEST)).isEqualTo(new Cursor(7, 0));
  }

  private Cursor resolve(Start start) {
    return Starts.resolve(log, start).await();
  }

  private void record(int events) {
    for (int at = 1; at <= events; at++) {
      log.append(Append.of(NewEvent.builder("id-" + at, "tests", "counted").build())).await();
    }
  }
}
