package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.HeldStreams.Advance;
import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.HeldStreams.FailedEvent;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Progress;
import io.tidings.model.StreamName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What was done is remembered for as long as it may be delivered again, and no longer (C3). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RememberedEffectsIT extends EffectsFixture {

  @Test
  void C3_what_is_done_is_remembered_until_the_checkpoint_is_past_it() throws SQLException {
    for (int at = 0; at < 3; at++) {
      await(effects.transactional(COUNT).apply(delivery(at)));
    }

    moves(segment, new Progress(at(3), List.of(), List.of(2L)));
    assertThat(remembered()).containsExactly("2", "3");
    moves(segment, Progress.at(at(3)));
    assertThat(remembered()).isEmpty();
  }

  @Test
  void C3_what_is_done_of_a_held_stream_is_remembered_until_it_is_freed() throws SQLException {
    hold("order-1", 1);
    moves(segment, Progress.at(at(6)));
    await(effects.transactional(COUNT).apply(delivery(0)));
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 1, false)));
    await(effects.transactional(COUNT).apply(delivery(1)));
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 2, false)));

    moves(segment, Progress.at(at(6)));
    assertThat(remembered()).containsExactly("1", "2");
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 3, true)));
    assertThat(remembered()).isEmpty();
  }

  @Test
  void C3_a_seek_back_forgets_what_was_done_behind_it() throws SQLException {
    await(effects.transactional(COUNT).apply(delivery(3)));
    release(segment, Progress.at(at(0)));

    change(Command.SEEK, null, at(2), 0);

    segment = claim("a").segments().get(0);
    await(effects.transactional(COUNT).apply(delivery(3)));
    assertThat(counted()).containsExactly("4", "4");
  }

  @Test
  void C3_what_is_done_before_another_event_of_a_held_stream_fails_is_forgotten()
      throws SQLException {
    hold("order-1", 1);
    await(effects.transactional(COUNT).apply(delivery(0)));
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 1, false)));
    await(effects.transactional(COUNT).apply(delivery(1)));
    moves(segment, Progress.at(at(1)));
    hold("order-1", 3);
    assertThat(remembered()).containsExactly("2");

    moves(segment, Progress.at(at(6)));
    assertThat(remembered()).isEmpty();
  }

  @Test
  void C3_an_event_that_had_its_effect_and_failed_all_the_same_has_it_once() throws SQLException {
    hold("order-1", 1);
    await(effects.transactional(COUNT).apply(delivery(0)));
    await(store.advance(new Advance(MAIL, lease(segment), "order-1", 1, false)));
    await(effects.transactional(COUNT).apply(delivery(1)));
    moves(segment, Progress.at(at(6)));

    hold("order-1", 2);
    await(effects.transactional(COUNT).apply(delivery(1)));

    assertThat(counted()).containsExactly("1", "2");
  }

  @Test
  void C3_a_reshape_and_a_seek_forth_leave_nothing_behind_that_is_not_asked_for()
      throws SQLException {
    for (int at = 0; at < 6; at++) {
      await(effects.transactional(COUNT).apply(delivery(at)));
    }
    release(segment, new Progress(at(5), List.of(), List.of(1L)));
    reshape(1024);
    assertThat(remembered()).containsExactly("1", "2", "3", "6");

    change(Command.SEEK, null, at(6), 0);
    assertThat(remembered()).isEmpty();
  }

  private void hold(String stream, long position) {
    await(
        store.hold(
            new Failure(
                MAIL,
                lease(segment),
                stream,
                StreamName.slot(stream),
                new FailedEvent(position, "t", "/s", "1"),
                HeldState.RETRYING,
                Duration.ZERO,
                new Attempt(1, Instant.now(), "a", "Handler", "java.lang.Error", null, ""))));
  }

  private List<String> remembered() throws SQLException {
    return psql.rows("select position from done order by position");
  }
}
