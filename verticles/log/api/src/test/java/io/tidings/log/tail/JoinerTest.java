package io.tidings.log.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Frame;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JoinerTest {

  private final Joiner joiner = new Joiner(10);

  @Test
  void frames_that_join_are_taken_in_order() {
    joiner.offer(Frames.of(1, 3));
    joiner.offer(Frames.of(4, 4));

    assertThat(joiner.take()).isEqualTo(Frames.of(1, 3));
    assertThat(joiner.take()).isEqualTo(Frames.of(4, 4));
    assertThat(joiner.take()).isNull();
    assertThat(joiner.position()).isEqualTo(4);
    assertThat(joiner.behind()).isFalse();
  }

  @Test
  void a_frame_from_further_on_waits_for_the_one_it_overtook() {
    joiner.offer(Frames.of(3, 4));

    assertThat(joiner.take()).isNull();
    assertThat(joiner.behind()).isTrue();

    joiner.offer(Frames.of(1, 2));

    assertThat(joiner.take()).isEqualTo(Frames.of(1, 2));
    assertThat(joiner.take()).isEqualTo(Frames.of(3, 4));
  }

  @Test
  void what_was_taken_is_not_given_again() {
    joiner.offer(Frames.of(1, 3));
    joiner.take();
    joiner.offer(Frames.of(1, 3));
    joiner.offer(Frames.of(2, 5));

    assertThat(joiner.take()).isEqualTo(Frames.of(4, 5));
    assertThat(joiner.take()).isNull();
  }

  @Test
  void the_longer_of_two_frames_with_one_beginning_is_kept() {
    joiner.offer(Frames.of(2, 3));
    joiner.offer(Frames.of(2, 5));
    joiner.offer(Frames.of(2, 4));
    joiner.skipTo(1);

    assertThat(joiner.take()).isEqualTo(Frames.of(2, 5));
  }

  @Test
  void what_does_not_fit_is_forgotten_but_known_to_exist() {
    joiner.offer(Frames.of(2, 9));
    joiner.offer(Frames.of(10, 17));
    joiner.skipTo(1);

    assertThat(joiner.take()).isEqualTo(Frames.of(2, 9));
    assertThat(joiner.take()).isNull();
    assertThat(joiner.behind()).isTrue();
    assertThat(joiner.heard()).isEqualTo(17);
  }

  @Test
  void reading_from_elsewhere_makes_held_frames_join() {
    joiner.offer(Frames.of(5, 8));
    joiner.skipTo(6);

    assertThat(joiner.take()).isEqualTo(Frames.of(7, 8));
  }

  @Test
  void the_end_of_the_log_settles_what_was_heard_in_error() {
    joiner.hear(99);
    joiner.skipTo(5);
    joiner.end(5);

    assertThat(joiner.behind()).isFalse();
  }

  @Test
  void it_begins_anew_behind_where_it_stood() {
    joiner.offer(Frames.of(1, 9));
    joiner.take();
    joiner.reset(3);
    joiner.offer(Frames.of(4, 5));

    Frame next = joiner.take();

    assertThat(next).isEqualTo(Frames.of(4, 5));
  }
}
