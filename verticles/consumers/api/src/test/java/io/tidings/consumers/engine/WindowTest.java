package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Progress;
import io.tidings.consumers.Progress.Ahead;
import io.tidings.model.Cursor;
import io.tidings.model.SlotRange;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WindowTest {

  private final Window window =
      new Window(
          new Progress(
              new Cursor(7, 100),
              List.of(new Ahead(new SlotRange(0, 9), 120)),
              List.of(90L, 110L)));

  @Test
  void what_is_done_is_told_by_arithmetic() {
    assertThat(window.isDone(89, 50)).isTrue();
    assertThat(window.isDone(90, 50)).isFalse();
    assertThat(window.isDone(100, 50)).isTrue();
    assertThat(window.isDone(101, 50)).isFalse();
    assertThat(window.isDone(101, 5)).isTrue();
    assertThat(window.isDone(110, 5)).isFalse();
    assertThat(window.isDone(121, 5)).isFalse();
  }

  @Test
  void reading_begins_before_the_first_unfinished_event() {
    assertThat(window.cursor()).isEqualTo(new Cursor(7, 89));
    assertThat(window.resumed()).isFalse();
  }

  @Test
  void what_does_not_come_by_any_more_is_no_longer_waited_for() {
    window.passed(new Cursor(7, 95));
    assertThat(window.progress().unfinished()).containsExactly(110L);
    assertThat(window.progress().through()).isEqualTo(new Cursor(7, 100));

    window.passed(new Cursor(8, 130));
    assertThat(window.progress()).isEqualTo(Progress.at(new Cursor(8, 130)));
    assertThat(window.resumed()).isTrue();
  }

  @Test
  void an_event_in_work_holds_the_position_and_not_what_was_looked_at() {
    window.look(90);
    window.look(110);
    window.done(90);
    window.done(110);
    window.look(131);
    window.begin(131);
    window.look(132);

    assertThat(window.position()).isEqualTo(130);
    assertThat(window.progress())
        .isEqualTo(new Progress(new Cursor(7, 132), List.of(), List.of(131L)));
  }

  @Test
  void L7_going_back_keeps_what_is_shared() {
    Window back = window.backTo(new Cursor(9, 95));

    assertThat(back.progress()).isEqualTo(new Progress(new Cursor(9, 95), List.of(), List.of(90L)));
  }
}
