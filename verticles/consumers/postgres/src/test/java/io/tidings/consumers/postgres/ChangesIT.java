package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.LedgerQuery;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Progress.Ahead;
import io.tidings.consumers.Segments.Replay;
import io.tidings.consumers.Segments.Segment;
import io.tidings.log.tck.Samples;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is done stays done, whatever becomes of the segments. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangesIT extends OpenStore {

  @Test
  void C1_reshaping_4_to_8_to_2_keeps_what_is_done_and_what_is_not() {
    for (int stream = 0; stream < 40; stream++) {
      log.record(Samples.events("order-" + stream, 3));
    }
    declare(4);
    List<Segment> four = claim("a").segments();
    release(four.get(0), new Progress(at(60), List.of(), unfinished(four.get(0), 60)));
    release(four.get(1), Progress.at(at(100)));
    release(
        four.get(2),
        new Progress(at(20), List.of(new Ahead(new SlotRange(600, 700), 90)), List.of()));
    release(four.get(3), Progress.at(at(120)));
    Set<Long> done = done();
    assertThat(done).hasSizeBetween(20, 119);

    reshape(8);
    assertThat(status().segments()).hasSize(8);
    assertThat(done()).isEqualTo(done);
    assertThat(status().segments().stream().mapToLong(segment -> segment.handled()).sum())
        .isEqualTo(4);

    reshape(2);
    assertThat(status().segments()).hasSize(2);
    assertThat(done()).isEqualTo(done);

    reshape(1024);
    reshape(1);
    assertThat(done()).isEqualTo(done);
  }

  @Test
  void C4_tokens_of_new_segments_are_higher_than_all_before() {
    declare(4);
    List<Segment> four = claim("a").segments();
    four.forEach(segment -> release(segment, segment.progress()));
    long highest = four.stream().mapToLong(Segment::token).max().orElseThrow();

    reshape(2);

    assertThat(claim("a").segments()).allMatch(segment -> segment.token() > highest);
    assertThat(moves(four.get(0), Progress.at(at(0)))).isFalse();
  }

  @Test
  void C6_a_change_is_a_row_that_says_where_the_consumer_was() {
    declare(1);
    seek(0);

    List<LedgerRow> rows = await(store.ledger(new LedgerQuery(MAIL, 0, 10))).rows();
    assertThat(rows).extracting(LedgerRow::action).containsExactly("declare", "seek");
    assertThat(rows.get(1).detail()).contains("\"former\"").contains("\"unfinished\"");
    assertThat(rows.get(1).why()).isEqualTo("to see");
    assertThat(psql.refusal("update ledger set why = null")).isEqualTo("TI108");
  }

  @Test
  void a_replay_is_handed_to_every_owner_and_ends_with_a_checkpoint_without_it() {
    declare(2);
    change(Command.REPLAY, at(3), at(9), 0);

    List<Segment> held = claim("a").segments();
    assertThat(held).extracting(Segment::replay).containsOnly(new Replay(3, 9, false));
    assertThatThrownBy(() -> seek(0)).isInstanceOf(ConsumerFailure.Conflict.class);

    held.forEach(segment -> moves(segment, segment.progress()));
    seek(0);
  }

  private List<Long> unfinished(Segment segment, long through) {
    return log.readAll().stream()
        .filter(event -> event.position() <= through && event.position() % 4 == 0)
        .filter(event -> segment.slots().contains(StreamName.slot(event.stream())))
        .map(RecordedEvent::position)
        .toList();
  }

  /** The positions that are done, as the port defines it. */
  private Set<Long> done() {
    List<io.tidings.consumers.Definitions.SegmentStatus> segments = status().segments();
    List<SlotRange> ranges = new ArrayList<>(segments.stream().map(s -> s.slots()).toList());
    assertThat(ranges.get(0).first()).isZero();
    assertThat(ranges.get(ranges.size() - 1).last()).isEqualTo(1023);
    return log.readAll().stream()
        .filter(
            event -> {
              int slot = StreamName.slot(event.stream());
              Progress progress =
                  segments.stream()
                      .filter(segment -> segment.slots().contains(slot))
                      .findFirst()
                      .orElseThrow()
                      .progress();
              long through =
                  progress.ahead().stream()
                      .filter(ahead -> ahead.slots().contains(slot))
                      .mapToLong(Ahead::through)
                      .findFirst()
                      .orElse(progress.through().position());
              return event.position() <= through
                  && !progress.unfinished().contains(event.position());
            })
        .map(RecordedEvent::position)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
