package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Progress.Ahead;
import io.tidings.consumers.Segments.Segment;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Segments are split and merged, and what is done stays done. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ReshapeConformance extends ConsumersFixture {

  int STREAMS = 8;

  @Test
  default void a_consumer_has_as_many_segments_as_it_is_told() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    WorkingNode node = store.node(mailing, "node");

    for (int segments : List.of(8, 2, 3, 1024, 1)) {
      store.reshape(mailing, segments);
      node.claims(segments);
      assertThat(covered(store.status(mailing).segments())).isEqualTo(1024);
      node.giveBackAll();
    }
  }

  @Test
  default void C1_C2_what_is_done_stays_done_and_the_rest_is_not_through_splits_and_merges() {
    AwaitedStore store = openStore();
    Map<Long, String> events = events();
    List<Long> positions = List.copyOf(events.keySet());
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode node = store.node(mailing, "node").claims(2);
    long low = positions.get(STREAMS);
    long high = positions.get(2 * STREAMS);
    assertThat(node.moves(node.segments().get(0), unfinished(store, events, high, 0))).isTrue();
    assertThat(node.moves(node.segments().get(1), unfinished(store, events, low, 1))).isTrue();
    Map<Long, Boolean> before = done(store.status(mailing).segments(), events);
    assertThat(before.values()).contains(true, false);

    for (int segments : List.of(1, 8, 3, 2)) {
      node.claim();
      store.reshape(mailing, segments);
      node.giveBackAll();
      node.claims(segments);

      assertThat(done(store.status(mailing).segments(), events))
          .as("in %d segments", segments)
          .isEqualTo(before);
      node.giveBackAll();
    }
  }

  @Test
  default void a_merged_segment_goes_on_from_the_least_of_those_it_is_made_of() {
    AwaitedStore store = openStore();
    List<String> streams = Samples.streams(2);
    long least = record(streams.get(0));
    long most = record(streams.get(1));
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode node = store.node(mailing, "node").claims(2);
    SlotRange further = node.segments().get(0).slots();
    assertThat(node.moves(node.segments().get(0), Progress.at(store.at(most)))).isTrue();
    assertThat(node.moves(node.segments().get(1), Progress.at(store.at(least)))).isTrue();
    node.claims(2);
    store.reshape(mailing, 1);
    node.giveBackAll();

    node.claims(1);

    Progress merged = node.first().progress();
    assertThat(merged.through().position()).isEqualTo(least);
    assertThat(merged.ahead()).containsExactly(new Ahead(further, most));
    assertThat(merged.unfinished()).isEmpty();
  }

  @Test
  default void C4_who_was_an_owner_before_a_reshape_is_none_behind_it() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode node = store.node(mailing, "node").claims(2);
    List<Segment> before = node.segments();
    store.reshape(mailing, 4);
    node.giveBackAll();
    node.claims(4);

    assertThat(before)
        .allSatisfy(
            segment -> assertThat(node.moves(segment, Progress.at(store.at(recorded)))).isFalse());
    assertThat(store.status(mailing).position()).isZero();
  }

  @Test
  default void C5_held_streams_are_found_in_whatever_segment_they_come_to_be_in() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    for (String stream : Samples.streams(4)) {
      long position = record(stream);
      assertThat(node.holds(Samples.dead(mailing, node.lease(stream), stream, position))).isTrue();
    }
    store.reshape(mailing, 4);
    node.giveBackAll();
    node.claims(4);

    for (String stream : Samples.streams(4)) {
      SlotRange slots =
          node.segments().stream()
              .map(Segment::slots)
              .filter(range -> range.contains(StreamName.slot(stream)))
              .findFirst()
              .orElseThrow();
      assertThat(store.held(mailing, slots)).extracting(HeldStream::stream).containsExactly(stream);
    }
  }

  @Test
  default void there_are_1_to_1024_segments() {
    AwaitedStore store = openStore();
    store.declare(Samples.consumer("mailing", 2));

    for (int segments : List.of(-1, 0, 1025)) {
      store.refusal(
          ConsumerFailure.Invalid.class,
          one ->
              one.change(
                  new Change(
                      "mailing", Command.RESHAPE, null, null, segments, false, "me", "because")));
    }
  }

  /** Three events of each stream, by position. */
  private Map<Long, String> events() {
    Map<Long, String> events = new LinkedHashMap<>();
    for (int round = 0; round < 3; round++) {
      Samples.streams(STREAMS).forEach(stream -> events.put(record(stream), stream));
    }
    return events;
  }

  /** Everything up to there is looked at, and the first event of every other stream undone. */
  private static Progress unfinished(
      AwaitedStore store, Map<Long, String> events, long through, int half) {
    SlotRange slots = half == 0 ? new SlotRange(0, 511) : new SlotRange(512, 1023);
    List<Long> first =
        events.keySet().stream()
            .limit(STREAMS)
            .filter(position -> slots.contains(StreamName.slot(events.get(position))))
            .filter(position -> position % 2 == 0)
            .toList();
    return new Progress(store.at(through), List.of(), first);
  }

  /** Whether each event is done, as the segment says that its stream is in. */
  private static Map<Long, Boolean> done(List<SegmentStatus> segments, Map<Long, String> events) {
    Map<Long, Boolean> done = new TreeMap<>();
    events.forEach(
        (position, stream) -> {
          int slot = StreamName.slot(stream);
          segments.stream()
              .filter(segment -> segment.slots().contains(slot))
              .forEach(segment -> done.put(position, done(segment.progress(), slot, position)));
        });
    return done;
  }

  private static boolean done(Progress progress, int slot, long position) {
    long through =
        progress.ahead().stream()
            .filter(ahead -> ahead.slots().contains(slot))
            .mapToLong(Ahead::through)
            .findFirst()
            .orElse(progress.through().position());
    return position <= through && !progress.unfinished().contains(position);
  }

  private static int covered(List<SegmentStatus> segments) {
    return segments.stream()
        .mapToInt(segment -> segment.slots().last() - segment.slots().first() + 1)
        .sum();
  }
}
