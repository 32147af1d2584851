package io.tidings.consumers.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Progress;
import io.tidings.model.Cursor;
import io.tidings.model.SlotRange;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReshapingTest {

  private static final SlotRange LOWER = new SlotRange(0, 511);
  private static final SlotRange UPPER = new SlotRange(512, 1023);

  @Test
  void a_merged_segment_begins_at_the_least_and_knows_which_slots_are_ahead() {
    List<Segment> merged =
        Reshaping.reshape(List.of(segment(LOWER, 7, 30), segment(UPPER, 9, 20)), 1);

    assertThat(merged).hasSize(1);
    assertThat(merged.get(0).progress)
        .isEqualTo(
            new Progress(new Cursor(5, 20), List.of(new Progress.Ahead(LOWER, 30)), List.of()));
  }

  @Test
  void splitting_and_merging_again_gives_the_same_progress() {
    List<Segment> merged =
        Reshaping.reshape(List.of(segment(LOWER, 7, 30, 28), segment(UPPER, 9, 20)), 1);

    List<Segment> again = Reshaping.reshape(Reshaping.reshape(merged, 8), 1);

    assertThat(again.get(0).progress).isEqualTo(merged.get(0).progress);
  }

  @Test
  void every_slot_keeps_how_far_it_is() {
    List<Segment> halves = List.of(segment(LOWER, 1, 30), segment(UPPER, 1, 20));

    List<Segment> thirds = Reshaping.reshape(halves, 3);

    assertThat(thirds)
        .extracting(third -> third.progress)
        .containsExactly(
            Progress.at(new Cursor(5, 30)),
            new Progress(
                new Cursor(5, 20),
                List.of(new Progress.Ahead(new SlotRange(341, 511), 30)),
                List.of()),
            Progress.at(new Cursor(5, 20)));
  }

  @Test
  void all_who_take_slots_of_a_segment_over_get_its_unfinished_positions() {
    List<Segment> halves = List.of(segment(LOWER, 1, 30, 12, 28), segment(UPPER, 1, 20, 14));

    assertThat(Reshaping.reshape(halves, 3))
        .extracting(third -> third.progress.unfinished())
        .containsExactly(List.of(12L, 28L), List.of(12L, 14L, 28L), List.of(14L));
  }

  @Test
  void tokens_go_on_from_the_highest() {
    assertThat(Reshaping.reshape(List.of(segment(LOWER, 7, 30), segment(UPPER, 9, 20)), 4))
        .extracting(segment -> segment.token)
        .containsOnly(9L);
  }

  private static Segment segment(SlotRange slots, long token, long through, long... unfinished) {
    return new Segment(
        slots,
        token,
        new Progress(
            new Cursor(5, through), List.of(), LongStream.of(unfinished).boxed().toList()));
  }
}
