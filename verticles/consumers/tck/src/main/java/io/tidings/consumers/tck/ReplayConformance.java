package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Checkpoint;
import io.tidings.consumers.Segments.Replay;
import io.tidings.consumers.Segments.Segment;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Events are handed out once more, beside the checkpoints. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ReplayConformance extends ConsumersFixture {

  @Test
  default void a_replay_leaves_the_checkpoint_where_it_is() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    long third = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 2), store.at(third));
    WorkingNode node = store.node(mailing, "node");

    store.change(store.replay(mailing, first, third));

    node.claims(2);
    assertThat(node.segments())
        .extracting(Segment::replay)
        .containsOnly(new Replay(first, third, true));
    assertThat(node.segments())
        .extracting(Segment::progress)
        .containsOnly(Progress.at(store.at(third)));
    assertThat(replayed(node, node.first(), new Replay(second, third, true))).isTrue();
    node.claims(2);
    assertThat(node.segments())
        .extracting(Segment::replay)
        .containsExactly(new Replay(second, third, true), new Replay(first, third, true));
  }

  @Test
  default void a_replay_goes_on_with_the_next_owner() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1), store.at(second));
    WorkingNode one = store.node(mailing, "one");
    store.change(store.replay(mailing, 0, second));
    one.claims(1);
    assertThat(replayed(one, one.first(), new Replay(first, second, true))).isTrue();
    one.claims(1);
    one.giveBackAll();
    one.leave();

    WorkingNode two = store.node(mailing, "two").claims(1);

    assertThat(two.first().replay()).isEqualTo(new Replay(first, second, true));
    assertThat(store.status(mailing).segments().get(0).replay()).isEqualTo(two.first().replay());
  }

  @Test
  default void a_replay_is_over_when_all_segments_say_so() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 2), store.at(recorded));
    WorkingNode node = store.node(mailing, "node");
    store.change(store.replay(mailing, 0, recorded));
    node.claims(2);

    assertThat(replayed(node, node.segments().get(0), null)).isTrue();
    store.refusal(
        ConsumerFailure.Conflict.class, one -> one.change(store.replay(mailing, 0, recorded)));
    assertThat(replayed(node, node.segments().get(1), null)).isTrue();

    assertThat(store.status(mailing).segments())
        .extracting(SegmentStatus::replay)
        .containsOnlyNulls();
    store.seek(mailing, store.at(0));
    assertThat(node.claim().state()).isEqualTo(State.CHANGING);
  }

  private static boolean replayed(WorkingNode node, Segment segment, Replay replay) {
    return node.accepted(
        new Checkpoint(
            "mailing", WorkingNode.lease(segment), segment.progress(), replay, 0, 0, false, false));
  }
}
