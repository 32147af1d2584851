package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.AppendResult.PartialRepeat;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L5: repeats. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface RepeatConformance extends LogFixture {

  @Test
  default void L5_repeating_an_append_changes_nothing_and_is_answered_as_the_first_time() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-9"));
    Append append =
        Append.of(Samples.event("order-1"), Samples.event("order-2"), Samples.event("order-1"));
    List<Receipt> first = log.record(append);
    log.record(Samples.event("order-1"));
    List<RecordedEvent> before = log.readAll();

    assertThat(log.repeat(append)).isEqualTo(first);
    assertThat(log.repeat(append)).isEqualTo(first);

    assertThat(log.readAll()).isEqualTo(before).hasSize(5);
  }

  @Test
  default void L5_a_repeat_is_answered_so_even_if_its_expected_version_is_stale_by_now() {
    AwaitedLog log = openLog();
    Append append = Append.to("order-1", 0, Samples.events("order-1", 2));
    List<Receipt> first = log.record(append);
    log.record(Samples.event("order-1"));

    assertThat(log.repeat(append)).isEqualTo(first);
  }

  @Test
  default void L5_a_repeat_may_have_another_expected_version_or_none() {
    AwaitedLog log = openLog();
    NewEvent event = Samples.event("order-1");
    List<Receipt> first = log.record(Append.to("order-1", 0, event));

    assertThat(log.repeat(Append.of(event))).isEqualTo(first);
    assertThat(log.repeat(Append.to("order-1", 1, event))).isEqualTo(first);
    assertThat(log.repeat(Append.to("order-2", 7, event))).isEqualTo(first);
  }

  @Test
  default void L5_every_kind_of_event_can_be_repeated() {
    AwaitedLog log = openLog();
    Map<String, NewEvent> first = Samples.everyKind();
    List<AppendResult> recorded = log.appendAll(each(first.values()));

    List<AppendResult> repeated = log.appendAll(each(Samples.everyKind().values()));

    for (int at = 0; at < recorded.size(); at++) {
      List<Receipt> receipts = ((Recorded) recorded.get(at)).receipts();
      assertThat(repeated.get(at)).isEqualTo(new Recorded(receipts, true));
    }
    assertThat(log.head().position()).isEqualTo(first.size());
  }

  @Test
  default void L5_equal_bytes_are_equal_content_wherever_they_lie() {
    AwaitedLog log = openLog();
    byte[] bytes = "..{\"a\":1}..".getBytes(StandardCharsets.US_ASCII);
    NewEvent whole = Samples.builder("order-1", "id").data(Samples.json("{\"a\":1}")).build();
    Data part = Data.view(Data.Form.JSON, bytes, 2, 7);
    NewEvent view = Samples.builder("order-1", "id").data(part).build();

    List<Receipt> first = log.record(whole);

    assertThat(log.repeat(Append.of(view))).isEqualTo(first);
  }

  @Test
  default void L5_a_repeat_inside_one_batch_is_answered_as_the_first() {
    AwaitedLog log = openLog();
    Append append = Append.to("order-1", 0, Samples.events("order-1", 2));

    List<AppendResult> results =
        log.appendAll(append, Append.of(Samples.event("order-2")), append, append);

    List<Receipt> first = ((Recorded) results.get(0)).receipts();
    assertThat(results.get(0)).isEqualTo(new Recorded(first, false));
    assertThat(results.get(2)).isEqualTo(new Recorded(first, true));
    assertThat(results.get(3)).isEqualTo(new Recorded(first, true));
    assertThat(log.head().position()).isEqualTo(3);
  }

  @Test
  default void L5_events_may_be_repeated_in_other_appends_than_at_first() {
    AwaitedLog log = openLog();
    NewEvent[] events = Samples.events("order-1", 4);
    List<Receipt> first = new ArrayList<>(log.record(events[0], events[1], events[2]));
    first.addAll(log.record(events[3]));

    assertThat(log.repeat(Append.of(events))).isEqualTo(first);
    assertThat(log.repeat(Append.of(events[1]))).containsExactly(first.get(1));
    assertThat(log.repeat(Append.of(events[3], events[0])))
        .containsExactly(first.get(3), first.get(0));
  }

  @Test
  default void L5_a_repeat_that_overlaps_only_in_part_is_refused() {
    AwaitedLog log = openLog();
    NewEvent known = Samples.event("order-1");
    NewEvent unknown = Samples.event("order-1");
    log.record(known);

    PartialRepeat refusal = new PartialRepeat(Samples.SOURCE, known.id(), unknown.id());
    assertThat(log.append(Append.of(known, unknown))).isEqualTo(refusal);
    assertThat(log.append(Append.of(unknown, known))).isEqualTo(refusal);
    assertThat(log.append(Append.to("order-1", 1, known, unknown))).isEqualTo(refusal);

    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(known);
  }

  @Test
  default void L5_an_overlap_with_a_former_append_of_the_batch_is_refused() {
    AwaitedLog log = openLog();
    NewEvent known = Samples.event("order-1");
    NewEvent unknown = Samples.event("order-1");

    List<AppendResult> results =
        log.appendAll(Append.of(known), Append.of(known, unknown), Append.of(unknown));

    assertThat(results.get(0)).isInstanceOf(Recorded.class);
    assertThat(results.get(1))
        .isEqualTo(new PartialRepeat(Samples.SOURCE, known.id(), unknown.id()));
    assertThat(results.get(2)).isInstanceOf(Recorded.class);
    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(known, unknown);
  }

  @Test
  default void L5_what_was_refused_was_not_recorded_and_is_new_when_it_comes_again() {
    AwaitedLog log = openLog();
    NewEvent event = Samples.event("order-1");
    log.append(Append.to("order-1", 3, event));

    assertThat(log.record(Append.to("order-1", 0, event)).get(0).position()).isEqualTo(1);
  }

  @Test
  default void L5_a_thousand_repeats_in_any_order_are_recognised() {
    AwaitedLog log = openLog();
    List<Append> batch = new ArrayList<>();
    for (int at = 0; at < 1000; at++) {
      batch.add(Append.of(Samples.event("order-" + at % 10)));
    }
    List<AppendResult> first = log.appendAll(batch);
    Collections.reverse(batch);

    List<AppendResult> again = new ArrayList<>(log.appendAll(batch));

    Collections.reverse(again);
    assertThat(again)
        .isEqualTo(
            first.stream()
                .map(result -> new Recorded(((Recorded) result).receipts(), true))
                .toList());
    assertThat(log.head().position()).isEqualTo(1000);
  }

  private static List<Append> each(Iterable<NewEvent> events) {
    List<Append> batch = new ArrayList<>();
    events.forEach(event -> batch.add(Append.of(event)));
    return batch;
  }
}
