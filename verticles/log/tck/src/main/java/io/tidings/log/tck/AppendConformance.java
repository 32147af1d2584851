package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Append;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.AppendResult.Stale;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L1, L2 and L3, as one writer sees them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface AppendConformance extends LogFixture {

  @Test
  default void L1_an_append_is_recorded_as_a_whole_in_its_order() {
    AwaitedLog log = openLog();
    NewEvent[] events = {
      Samples.event("order-1"), Samples.event("order-2"), Samples.event("order-1"),
    };

    List<Receipt> receipts = log.record(events);

    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(events);
    assertThat(log.readAll()).extracting(RecordedEvent::receipt).isEqualTo(receipts);
  }

  @Test
  default void L1_a_refused_append_records_none_of_its_events() {
    AwaitedLog log = openLog();
    NewEvent before = Samples.event("order-1");
    log.record(before);
    Append refused =
        new Append(
            List.of(Samples.event("order-1"), Samples.event("order-2"), Samples.event("order-3")),
            Map.of("order-3", 7L));

    assertThat(log.append(refused)).isInstanceOf(Stale.class);

    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(before);
  }

  @Test
  default void L1_an_append_may_hold_a_thousand_events() {
    AwaitedLog log = openLog();
    NewEvent[] events = Samples.events("order-1", 1000);

    List<Receipt> receipts = log.record(events);

    assertThat(receipts).extracting(Receipt::version).isEqualTo(count(1000));
    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(events);
  }

  @Test
  default void L1_a_receipt_says_where_its_event_was_recorded() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-2"), Samples.event("order-1"));
    NewEvent event = Samples.event("order-1");

    Receipt receipt = log.record(event).get(0);

    assertThat(receipt.id()).isEqualTo(event.id());
    assertThat(receipt.source()).isEqualTo(event.source());
    assertThat(receipt.stream()).isEqualTo("order-1");
    assertThat(receipt.version()).isEqualTo(2);
    assertThat(receipt.position()).isEqualTo(3);
    assertThat(receipt.epoch()).isPositive();
    assertThat(log.readAll().get(2).receipt()).isEqualTo(receipt);
  }

  @Test
  default void L2_the_versions_of_a_stream_count_from_1_without_gaps() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-1"));
    log.record(Samples.event("order-2"), Samples.event("order-1"), Samples.event("order-2"));
    log.append(Append.to("order-1", 9, Samples.event("order-1")));
    log.record(Samples.event("order-1"), Samples.event("order-1"));

    assertThat(log.readStream("order-1"))
        .extracting(RecordedEvent::version)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(log.readStream("order-2"))
        .extracting(RecordedEvent::version)
        .containsExactly(1L, 2L);
  }

  @Test
  default void L2_streams_are_different_if_their_names_differ_in_anything() {
    AwaitedLog log = openLog();
    for (String stream : Samples.streamNames()) {
      assertThat(log.record(Samples.event(stream)).get(0).version()).as(stream).isEqualTo(1);
    }
    for (String stream : Samples.streamNames()) {
      Append second = Append.to(stream, 1, Samples.event(stream));
      assertThat(log.record(second).get(0).version()).as(stream).isEqualTo(2);
    }
  }

  @Test
  default void L3_positions_count_from_1_without_gaps_over_all_streams() {
    AwaitedLog log = openLog();
    List<Receipt> receipts = new ArrayList<>();
    for (int at = 0; at < 10; at++) {
      receipts.addAll(log.record(Samples.events("order-" + at, 1 + at % 3)));
    }

    assertThat(receipts).extracting(Receipt::position).isEqualTo(count(receipts.size()));
    assertThat(log.readAll()).extracting(RecordedEvent::receipt).isEqualTo(receipts);
  }

  @Test
  default void L3_a_batch_is_recorded_and_answered_in_its_order() {
    AwaitedLog log = openLog();
    List<Append> batch = new ArrayList<>();
    for (int at = 0; at < 300; at++) {
      batch.add(Append.of(Samples.events("order-" + at % 7, 1 + at % 2)));
    }

    List<Receipt> receipts =
        log.appendAll(batch).stream()
            .flatMap(result -> ((Recorded) result).receipts().stream())
            .toList();

    assertThat(receipts)
        .extracting(Receipt::id)
        .isEqualTo(batch.stream().flatMap(a -> a.events().stream()).map(NewEvent::id).toList());
    assertThat(receipts).extracting(Receipt::position).isEqualTo(count(receipts.size()));
  }

  @Test
  default void L3_a_refused_append_leaves_no_gap() {
    AwaitedLog log = openLog();
    NewEvent known = Samples.event("order-1");
    log.record(known);

    log.appendAll(
        Append.to("order-1", 5, Samples.event("order-1")),
        Append.of(known),
        Append.of(known, Samples.event("order-1")),
        Append.of(Samples.event("order-2", known.id())));

    assertThat(log.record(Samples.event("order-2")).get(0).position()).isEqualTo(2);
  }

  @Test
  default void L3_the_recording_time_is_in_microseconds_and_never_goes_back() {
    AwaitedLog log = openLog();
    for (int at = 0; at < 20; at++) {
      log.record(Samples.events("order-" + at, 3));
    }

    List<RecordedEvent> events = log.readAll();

    assertThat(events).hasSize(60).extracting(RecordedEvent::recordedAt).isSorted();
    assertThat(events)
        .extracting(RecordedEvent::recordedAt)
        .allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.MICROS)));
  }

  private static List<Long> count(int to) {
    return LongStream.rangeClosed(1, to).boxed().toList();
  }
}
