package io.tidings.consumers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Assignment;
import io.tidings.consumers.Segments.Segment;
import io.tidings.model.Cursor;
import io.tidings.model.SlotRange;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who works on which segment, as far as that is PostgreSQL's to decide. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SegmentsIT extends OpenStore {

  @Test
  void C4_whoever_takes_a_segment_over_fences_its_former_owner() throws SQLException {
    declare(1);
    Segment former = claim("a").segments().get(0);
    assertThat(moves(former, Progress.at(at(0)))).isTrue();

    endLeases("a");
    Segment taken = claim("b").segments().get(0);

    assertThat(taken.token()).isGreaterThan(former.token());
    assertThat(moves(former, Progress.at(at(0)))).isFalse();
    assertThat(moves(taken, Progress.at(at(0)))).isTrue();
    assertThat(claim("a", former).segments()).isEmpty();
  }

  @Test
  void C4_a_lease_that_is_over_goes_on_if_nobody_took_the_segment() throws SQLException {
    declare(1);
    Segment held = claim("a").segments().get(0);
    endLeases("a");

    assertThat(claim("a", held).segments()).containsExactly(held);
  }

  @Test
  void C4_a_checkpoint_keeps_all_of_the_progress() {
    declare(1);
    Segment held = claim("a").segments().get(0);
    Progress progress =
        new Progress(
            at(8), List.of(new Progress.Ahead(new SlotRange(3, 5), 9)), List.of(2L, 4L, 7L));

    assertThat(moves(held, progress)).isTrue();

    assertThat(claim("b").giveBack()).isZero();
    assertThat(status().segments().get(0).progress()).isEqualTo(progress);
    assertThat(status().segments().get(0).owner()).isEqualTo("a");
    assertThat(status().segments().get(0).handled()).isEqualTo(1);
    assertThat(status().position()).isEqualTo(1);
  }

  @Test
  void N2_a_node_that_joins_gets_its_share_when_it_is_given_back() {
    declare(4);
    Assignment all = claim("a");
    assertThat(all.segments()).hasSize(4);

    assertThat(claim("b").segments()).isEmpty();
    Assignment surplus = claim("a", all.segments().toArray(Segment[]::new));
    assertThat(surplus.segments()).isEqualTo(all.segments());
    assertThat(surplus.giveBack()).isEqualTo(2);
    assertThat(surplus.state()).isEqualTo(State.RUNNING);

    release(all.segments().get(0), Progress.at(at(0)));
    release(all.segments().get(1), Progress.at(at(0)));
    assertThat(claim("b").segments())
        .extracting(Segment::slots)
        .containsExactly(new SlotRange(0, 255), new SlotRange(256, 511));
  }

  @Test
  void C4_a_seek_waits_for_the_last_owner_and_fences_it() throws SQLException {
    declare(2);
    Assignment all = claim("a");
    Segment first = all.segments().get(0);
    Segment second = all.segments().get(1);
    seek(5);

    assertThat(status().state()).isEqualTo(State.CHANGING);
    Assignment changing = claim("a", first, second);
    assertThat(changing.giveBack()).isEqualTo(2);
    assertThat(release(first, Progress.at(at(9)))).isTrue();
    assertThat(claim("b").segments()).isEmpty();

    endLeases("a");
    Assignment after = claim("b");
    assertThat(after.segments())
        .extracting(Segment::progress)
        .containsExactly(Progress.at(at(5)), Progress.at(at(5)));
    assertThat(moves(second, Progress.at(at(9)))).isFalse();
    assertThat(release(first, Progress.at(at(9)))).isFalse();
  }

  @Test
  void L7_a_checkpoint_of_a_lost_history_is_refused() throws SQLException {
    declare(1);
    Segment held = claim("a").segments().get(0);
    Cursor lost = at(7);
    assertThat(moves(held, Progress.at(lost))).isTrue();

    psql.rows("update log set server_started = '-infinity'");

    assertThat(moves(held, Progress.at(lost))).isFalse();
    assertThat(moves(held, Progress.at(new Cursor(lost.epoch(), 0)))).isTrue();
    assertThat(moves(held, Progress.at(at(0)))).isTrue();
  }
}
