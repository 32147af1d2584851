package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Progress.Ahead;
import io.tidings.consumers.Segments.Checkpoint;
import io.tidings.consumers.Segments.Checkpoints;
import io.tidings.consumers.Segments.Lease;
import io.tidings.consumers.Segments.Segment;
import io.tidings.model.SlotRange;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** C4: the holder of the latest token moves a segment on, and nobody else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface CheckpointsConformance extends ConsumersFixture {

  @Test
  default void the_next_owner_goes_on_from_the_last_checkpoint() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode one = store.node(mailing, "one").claims(1);
    Progress progress = progress(store);
    assertThat(one.moves(progress)).isTrue();
    one.claims(1);
    assertThat(one.first().progress()).isEqualTo(progress);
    one.giveBackAll();
    one.leave();

    WorkingNode two = store.node(mailing, "two").claims(1);

    assertThat(two.first().progress()).isEqualTo(progress);
    assertThat(store.status(mailing).position()).isEqualTo(progress.position());
  }

  @Test
  default void a_checkpoint_tells_what_was_handled_and_how_fast() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Progress progress = node.first().progress();
    Lease lease = node.leases().get(0);

    assertThat(
            node.accepted(new Checkpoint("mailing", lease, progress, null, 7, 1.5, false, false)))
        .isTrue();
    assertThat(
            node.accepted(new Checkpoint("mailing", lease, progress, null, 5, 2.5, false, false)))
        .isTrue();

    SegmentStatus told = store.status(mailing).segments().get(0);
    assertThat(told.handled()).isEqualTo(12);
    assertThat(told.rate()).isEqualTo(2.5);
  }

  @Test
  default void a_segment_that_is_given_back_has_no_owner() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    assertThat(store.status(mailing).segments().get(0).owner()).isEqualTo("node");

    node.giveBackAll();

    SegmentStatus told = store.status(mailing).segments().get(0);
    assertThat(told.owner()).isNull();
    assertThat(told.lease()).isZero();
  }

  @Test
  default void C4_a_token_that_was_never_given_moves_nothing() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode node = store.node(mailing, "node").claims(2);
    Lease mine = node.leases().get(1);

    for (Lease wrong :
        List.of(
            new Lease(mine.firstSlot(), mine.token() + 1),
            new Lease(mine.firstSlot(), mine.token() - 1),
            new Lease(mine.firstSlot() + 1, mine.token()))) {
      assertThat(node.accepted(move(store, wrong, recorded))).isFalse();
    }

    assertThat(store.status(mailing).segments())
        .extracting(SegmentStatus::progress)
        .containsExactly(Progress.at(store.at(0)), Progress.at(store.at(0)));
    assertThat(store.status(mailing).segments())
        .extracting(SegmentStatus::handled)
        .containsOnly(0L);
  }

  @Test
  default void C4_the_former_owner_moves_nothing_once_another_has_taken_over() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode frozen = store.mortalNode(mailing, "frozen").claims(1);
    WorkingNode other = store.node(mailing, "other");
    store.eventually("the segment", () -> other.claim().segments().size() == 1);

    assertThat(frozen.moves(Progress.at(store.at(second)))).isFalse();
    assertThat(frozen.givesBack(frozen.first(), Progress.at(store.at(second)))).isFalse();
    assertThat(other.moves(Progress.at(store.at(first)))).isTrue();
    assertThat(frozen.moves(Progress.at(store.at(second)))).isFalse();

    SegmentStatus told = store.status(mailing).segments().get(0);
    assertThat(told.progress()).isEqualTo(Progress.at(store.at(first)));
    assertThat(told.owner()).isEqualTo("other");
  }

  @Test
  default void C4_one_that_is_refused_does_not_hold_up_the_others() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 3));
    WorkingNode node = store.node(mailing, "node").claims(3);
    Lease stale = new Lease(node.leases().get(1).firstSlot(), node.leases().get(1).token() - 1);

    List<Lease> refused =
        store
            .ask(
                one ->
                    one.checkpoint(
                        new Checkpoints(
                            List.of(
                                move(store, node.leases().get(0), recorded),
                                move(store, stale, recorded),
                                move(store, node.leases().get(2), recorded)))))
            .segments();

    assertThat(refused).containsExactly(stale);
    assertThat(store.status(mailing).segments())
        .extracting(segment -> segment.progress().position())
        .containsExactly(recorded, 0L, recorded);
  }

  @Test
  default void C3_a_checkpoint_that_a_later_one_has_overtaken_takes_nothing_back() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    long third = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Progress latest = new Progress(store.at(third), List.of(), List.of(third));
    assertThat(node.moves(latest)).isTrue();

    for (Progress late :
        List.of(
            Progress.at(store.at(first)),
            new Progress(store.at(third), List.of(), List.of(second, third)))) {
      assertThat(node.moves(late)).as("the lease still holds").isTrue();
      assertThat(store.status(mailing).segments().get(0).progress()).isEqualTo(latest);
    }
    assertThat(node.moves(Progress.at(store.at(third)))).isTrue();
    assertThat(store.status(mailing).position()).isEqualTo(third);
  }

  @Test
  default void N2_a_checkpoint_that_comes_late_does_not_undo_the_last_one() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long last = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode leaving = store.node(mailing, "a-leaving").claims(1);
    Segment segment = leaving.first();
    assertThat(leaving.givesBack(segment, Progress.at(store.at(last)))).isTrue();

    leaving.moves(segment, Progress.at(store.at(first)));
    leaving.leave();

    WorkingNode other = store.node(mailing, "other").claims(1);
    assertThat(other.first().progress()).isEqualTo(Progress.at(store.at(last)));
  }

  @Test
  default void N2_giving_back_twice_takes_nothing_from_the_next_owner() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode leaving = store.node(mailing, "leaving").claims(1);
    Segment segment = leaving.first();
    assertThat(leaving.givesBack(segment, Progress.at(store.at(first)))).isTrue();
    assertThat(leaving.givesBack(segment, Progress.at(store.at(first)))).as("again").isTrue();
    leaving.leave();
    WorkingNode other = store.node(mailing, "other").claims(1);

    assertThat(leaving.givesBack(segment, Progress.at(store.at(second)))).isFalse();

    assertThat(store.status(mailing).segments().get(0).owner()).isEqualTo("other");
    assertThat(other.moves(Progress.at(store.at(second)))).isTrue();
  }

  private Progress progress(AwaitedStore store) {
    long first = record("order-1");
    long second = record("order-1");
    long third = record("order-1");
    long fourth = record("order-1");
    return new Progress(
        store.at(third), List.of(new Ahead(new SlotRange(3, 9), fourth)), List.of(first, second));
  }

  private static Checkpoint move(AwaitedStore store, Lease lease, long position) {
    return new Checkpoint(
        "mailing", lease, Progress.at(store.at(position)), null, 1, 1, false, false);
  }
}
