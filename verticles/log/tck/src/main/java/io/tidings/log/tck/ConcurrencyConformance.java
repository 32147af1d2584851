package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.AppendResult.Stale;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L1 to L5 with 64 writers at once, and readers that poll all the while. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ConcurrencyConformance extends LogFixture {

  /** Of each writer. */
  int APPENDS = 12;

  int STREAMS = 10;

  /** Each stale answer means that another was recorded, and there are fewer than this of them. */
  int MAX_ATTEMPTS = 100;

  @Test
  default void L3_a_reader_that_polls_all_the_while_sees_every_position_in_order() {
    AwaitedLog log = openLog();
    Poller reader = new Poller(log, Filter.ALL);
    Crowd<List<Receipt>> writers = Crowd.start(writer -> write(log, writer));

    List<RecordedEvent> seen = reader.follow(writers).seen();

    List<Receipt> receipts = writers.results().stream().flatMap(List::stream).toList();
    assertThat(seen).extracting(RecordedEvent::position).isEqualTo(count(receipts.size()));
    assertThat(seen)
        .extracting(RecordedEvent::receipt)
        .containsExactlyInAnyOrderElementsOf(receipts);
    assertThat(seen).extracting(RecordedEvent::recordedAt).isSorted();
    assertThat(log.readAll()).as("nothing appeared before what was read").isEqualTo(seen);
  }

  @Test
  default void L3_a_reader_of_some_events_misses_none_of_them_while_others_write() {
    AwaitedLog log = openLog();
    Filter filter = Filter.stream("order-3");
    Poller reader = new Poller(log, filter);
    Crowd<List<Receipt>> writers = Crowd.start(writer -> write(log, writer));

    List<RecordedEvent> seen = reader.follow(writers).seen();

    long written =
        writers.results().stream()
            .flatMap(List::stream)
            .filter(receipt -> receipt.stream().equals("order-3"))
            .count();
    assertThat(seen).extracting(RecordedEvent::version).isEqualTo(count(written));
    assertThat(written).isPositive();
  }

  @Test
  default void L1_no_reader_ever_sees_a_part_of_an_append() {
    AwaitedLog log = openLog();
    Poller reader = new Poller(log, Filter.ALL);
    Set<Long> ends = ConcurrentHashMap.newKeySet();
    ends.add(0L);
    Crowd<Boolean> writers =
        Crowd.start(
            writer -> {
              boolean whole = true;
              for (int at = 0; at < APPENDS; at++) {
                List<Receipt> receipts = log.record(Samples.events("order-" + writer % 5, 3));
                long first = receipts.get(0).position();
                whole &=
                    receipts.stream()
                        .map(Receipt::position)
                        .toList()
                        .equals(List.of(first, first + 1, first + 2));
                ends.add(first + 2);
              }
              return whole;
            });

    Set<Long> heads = reader.follow(writers).heads();

    assertThat(writers.results()).as("an append lies together").containsOnly(true);
    assertThat(ends).containsAll(heads);
  }

  @Test
  default void L2_versions_have_no_gaps_and_follow_the_positions() {
    AwaitedLog log = openLog();
    Crowd.start(writer -> write(log, writer)).results();

    Map<String, Long> versions = new HashMap<>();
    for (RecordedEvent event : log.readAll()) {
      long next = versions.merge(event.stream(), 1L, Long::sum);
      assertThat(event.version()).as("version in %s", event.stream()).isEqualTo(next);
    }
    assertThat(versions).hasSize(STREAMS);
  }

  @Test
  default void L3_whoever_appends_after_an_answer_comes_later() {
    AwaitedLog log = openLog();

    List<List<Receipt>> receipts = Crowd.start(writer -> write(log, writer)).results();

    for (List<Receipt> mine : receipts) {
      assertThat(mine).extracting(Receipt::position).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  default void L3_whoever_has_its_answer_can_read_its_event() {
    AwaitedLog log = openLog();

    Crowd<Long> writers =
        Crowd.start(
            writer -> {
              NewEvent event = Samples.event("order-" + writer % STREAMS);
              Receipt receipt = log.record(event).get(0);
              assertThat(log.head().position()).isGreaterThanOrEqualTo(receipt.position());
              Query mine = Query.stream(receipt.stream(), receipt.version() - 1, 1);
              assertThat(log.read(mine).events())
                  .extracting(RecordedEvent::event)
                  .containsExactly(event);
              return receipt.position();
            });

    assertThat(writers.results()).containsExactlyInAnyOrderElementsOf(count(Crowd.SIZE));
  }

  @Test
  default void L4_of_many_that_expect_the_same_version_exactly_one_is_recorded() {
    AwaitedLog log = openLog();

    List<AppendResult> results =
        Crowd.start(writer -> log.append(Append.to("order-1", 0, Samples.event("order-1"))))
            .results();

    assertThat(results).filteredOn(Recorded.class::isInstance).hasSize(1);
    assertThat(results)
        .filteredOn(Stale.class::isInstance)
        .hasSize(Crowd.SIZE - 1)
        .containsOnly(new Stale("order-1", 0, 1));
    assertThat(log.readAll()).hasSize(1);
  }

  @Test
  default void L4_with_expected_versions_no_version_comes_twice_and_none_is_missing() {
    AwaitedLog log = openLog();
    Crowd<List<Long>> writers =
        Crowd.start(
            writer -> {
              List<Long> versions = new ArrayList<>();
              for (int at = 0; at < APPENDS / 2; at++) {
                versions.add(appendAtItsVersion(log, "order-" + (writer + at) % STREAMS));
              }
              return versions;
            });

    int recorded = writers.results().stream().mapToInt(List::size).sum();

    assertThat(log.head().position()).isEqualTo(recorded);
    int read = 0;
    for (int stream = 0; stream < STREAMS; stream++) {
      List<RecordedEvent> events = log.readStream("order-" + stream);
      assertThat(events).extracting(RecordedEvent::version).isEqualTo(count(events.size()));
      read += events.size();
    }
    assertThat(read).isEqualTo(recorded);
  }

  @Test
  default void L5_of_many_that_send_the_same_append_one_records_it_and_all_get_its_answer() {
    AwaitedLog log = openLog();
    Append append = Append.to("order-1", 0, Samples.events("order-1", 3));

    List<AppendResult> results = Crowd.start(writer -> log.append(append)).results();

    assertThat(results).hasOnlyElementsOfType(Recorded.class);
    assertThat(results).filteredOn(result -> !((Recorded) result).duplicate()).hasSize(1);
    assertThat(results)
        .extracting(result -> ((Recorded) result).receipts())
        .containsOnly(log.readAll().stream().map(RecordedEvent::receipt).toList());
    assertThat(log.head().position()).isEqualTo(3);
  }

  @Test
  default void L5_of_many_that_use_one_id_for_different_content_one_is_recorded() {
    AwaitedLog log = openLog();

    List<AppendResult> results =
        Crowd.start(writer -> log.append(Append.of(Samples.event("order-" + writer, "id"))))
            .results();

    assertThat(results).filteredOn(Recorded.class::isInstance).hasSize(1);
    assertThat(new HashSet<>(results)).hasSize(2);
    assertThat(log.readAll()).hasSize(1);
  }

  private static List<Receipt> write(AwaitedLog log, int writer) {
    List<Receipt> receipts = new ArrayList<>();
    for (int at = 0; at < APPENDS; at++) {
      receipts.addAll(
          log.record(Samples.events("order-" + (writer * 7 + at) % STREAMS, 1 + at % 3)));
    }
    return receipts;
  }

  private static long appendAtItsVersion(AwaitedLog log, String stream) {
    NewEvent event = Samples.event(stream);
    long version = log.readStream(stream).size();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      AppendResult result = log.append(Append.to(stream, version, event));
      if (result instanceof Recorded recorded) {
        assertThat(recorded.receipts().get(0).version()).isEqualTo(version + 1);
        return version + 1;
      }
      version = ((Stale) result).actual();
    }
    throw new AssertionError("stale " + MAX_ATTEMPTS + " times in a row");
  }

  private static List<Long> count(long to) {
    return LongStream.rangeClosed(1, to).boxed().toList();
  }
}
