package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.AppendResult.Stale;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L4: optimistic concurrency, over one stream and over several. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ExpectedVersionConformance extends LogFixture {

  @Test
  default void L4_an_expected_version_that_holds_lets_the_append_pass() {
    AwaitedLog log = openLog();
    log.record(Append.to("order-1", 0, Samples.events("order-1", 2)));

    List<Receipt> receipts = log.record(Append.to("order-1", 2, Samples.event("order-1")));

    assertThat(receipts).extracting(Receipt::version).containsExactly(3L);
  }

  @Test
  default void L4_a_stale_expected_version_changes_nothing_and_is_answered_with_the_actual_one() {
    AwaitedLog log = openLog();
    NewEvent[] events = Samples.events("order-1", 3);
    log.record(events);

    AppendResult result = log.append(Append.to("order-1", 1, Samples.event("order-1")));

    assertThat(result).isEqualTo(new Stale("order-1", 1, 3));
    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(events);
  }

  @Test
  default void L4_expected_version_0_means_that_the_stream_does_not_exist_yet() {
    AwaitedLog log = openLog();
    log.record(Append.to("order-1", 0, Samples.event("order-1")));

    AppendResult again = log.append(Append.to("order-1", 0, Samples.event("order-1")));

    assertThat(again).isEqualTo(new Stale("order-1", 0, 1));
  }

  @Test
  default void L4_a_version_that_the_stream_has_not_reached_is_stale_as_well() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-1"));

    assertThat(log.append(Append.to("order-1", 2, Samples.event("order-1"))))
        .isEqualTo(new Stale("order-1", 2, 1));
    assertThat(log.append(Append.to("order-2", Long.MAX_VALUE, Samples.event("order-2"))))
        .isEqualTo(new Stale("order-2", Long.MAX_VALUE, 0));
  }

  @Test
  default void L4_an_append_without_expectation_is_recorded_at_whatever_version() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 4));

    assertThat(log.record(Samples.event("order-1")).get(0).version()).isEqualTo(5);
  }

  @Test
  default void L4_an_append_to_several_streams_passes_if_all_expected_versions_hold() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-1"));
    List<NewEvent> events =
        List.of(Samples.event("order-1"), Samples.event("order-2"), Samples.event("order-1"));

    List<Receipt> receipts = log.record(new Append(events, Map.of("order-1", 1L, "order-2", 0L)));

    assertThat(receipts).extracting(Receipt::version).containsExactly(2L, 1L, 3L);
  }

  @Test
  default void L4_an_append_to_several_streams_needs_every_one_of_its_expected_versions() {
    AwaitedLog log = openLog();
    NewEvent first = Samples.event("order-1");
    log.record(first);
    List<NewEvent> events = List.of(Samples.event("order-1"), Samples.event("order-2"));

    assertThat(log.append(new Append(events, Map.of("order-1", 1L, "order-2", 1L))))
        .isEqualTo(new Stale("order-2", 1, 0));
    assertThat(log.append(new Append(events, Map.of("order-1", 0L, "order-2", 0L))))
        .isEqualTo(new Stale("order-1", 0, 1));

    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(first);
  }

  @Test
  default void L4_a_stream_that_the_append_does_not_write_may_be_a_condition() {
    AwaitedLog log = openLog();
    log.record(Samples.events("customer-7", 2));

    log.record(new Append(List.of(Samples.event("order-1")), Map.of("customer-7", 2L)));
    log.record(new Append(List.of(Samples.event("order-1")), Map.of("customer-8", 0L)));

    assertThat(log.append(Append.to("customer-7", 1, Samples.event("order-1"))))
        .isEqualTo(new Stale("customer-7", 1, 2));
    assertThat(log.append(Append.to("customer-8", 1, Samples.event("order-1"))))
        .isEqualTo(new Stale("customer-8", 1, 0));
    assertThat(log.readStream("order-1")).hasSize(2);
  }

  @Test
  default void L4_in_a_batch_each_append_expects_what_the_former_leaves() {
    AwaitedLog log = openLog();

    List<AppendResult> results =
        log.appendAll(
            Append.to("order-1", 0, Samples.event("order-1")),
            Append.to("order-1", 1, Samples.events("order-1", 2)),
            Append.to("order-2", 0, Samples.event("order-2")),
            Append.to("order-1", 3, Samples.event("order-1")),
            Append.to("order-2", 1, Samples.event("order-1")));

    assertThat(results).hasOnlyElementsOfType(Recorded.class);
    assertThat(log.readStream("order-1")).hasSize(5);
  }

  @Test
  default void L4_of_two_appends_in_a_batch_that_expect_the_same_the_first_is_recorded() {
    AwaitedLog log = openLog();
    NewEvent first = Samples.event("order-1");

    List<AppendResult> results =
        log.appendAll(
            Append.to("order-1", 0, first), Append.to("order-1", 0, Samples.event("order-1")));

    assertThat(results.get(0)).isInstanceOf(Recorded.class);
    assertThat(results.get(1)).isEqualTo(new Stale("order-1", 0, 1));
    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(first);
  }

  @Test
  default void L4_a_stale_append_does_not_spoil_its_batch() {
    AwaitedLog log = openLog();
    NewEvent before = Samples.event("order-1");
    NewEvent after = Samples.event("order-1");

    List<AppendResult> results =
        log.appendAll(
            Append.to("order-1", 0, before),
            Append.to("order-1", 7, Samples.event("order-1"), Samples.event("order-2")),
            Append.to("order-1", 1, after),
            Append.to("order-2", 1, Samples.event("order-2")));

    assertThat(results.get(0)).isInstanceOf(Recorded.class);
    assertThat(results.get(1)).isEqualTo(new Stale("order-1", 7, 1));
    assertThat(results.get(2)).isInstanceOf(Recorded.class);
    assertThat(results.get(3)).isEqualTo(new Stale("order-2", 1, 0));
    assertThat(log.readAll()).extracting(RecordedEvent::event).containsExactly(before, after);
  }

  @Test
  default void L4_a_condition_on_an_unwritten_stream_sees_what_its_batch_wrote_to_it() {
    AwaitedLog log = openLog();

    List<AppendResult> results =
        log.appendAll(
            Append.of(Samples.event("customer-7")),
            Append.to("customer-7", 0, Samples.event("order-1")),
            Append.to("customer-7", 1, Samples.event("order-1")));

    assertThat(results.get(1)).isEqualTo(new Stale("customer-7", 0, 1));
    assertThat(results.get(2)).isInstanceOf(Recorded.class);
  }

  @Test
  default void L4_what_a_stale_append_wanted_may_be_appended_anew_with_the_same_ids() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-1"));
    NewEvent wanted = Samples.event("order-1");

    AppendResult stale = log.append(Append.to("order-1", 0, wanted));
    List<Receipt> receipts = log.record(Append.to("order-1", ((Stale) stale).actual(), wanted));

    assertThat(receipts).extracting(Receipt::version).containsExactly(2L);
  }
}
