package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.Segments.Lease;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** C5: a failing event holds its stream, and no other. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface HeldStreamsConformance extends ConsumersFixture {

  @Test
  default void C5_the_first_failure_holds_the_stream() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode node = store.node(mailing, "node").claims(2);

    assertThat(node.holds(Samples.failure(mailing, node.lease("order-1"), "order-1", recorded)))
        .isTrue();

    assertThat(store.held(mailing)).hasSize(1);
    HeldStream held = store.held(mailing, "order-1");
    assertThat(held.slot()).isEqualTo(StreamName.slot("order-1"));
    assertThat(held.state()).isEqualTo(HeldState.RETRYING);
    assertThat(held.position()).isEqualTo(recorded);
    assertThat(held.attempts()).isEqualTo(1);
    assertThat(held.since()).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(held.due()).isPositive().isLessThanOrEqualTo(Samples.LONG);
    assertThat(held.replacement()).isNull();
    assertThat(store.status(mailing).retrying()).isEqualTo(1);
  }

  @Test
  default void C5_each_failure_counts_as_an_attempt() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Lease lease = node.lease("order-1");

    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(node.holds(failure(mailing, lease, recorded, HeldState.RETRYING, attempt)))
          .isTrue();
      assertThat(store.held(mailing, "order-1").attempts()).isEqualTo(attempt);
    }
    assertThat(node.holds(failure(mailing, lease, recorded, HeldState.DEAD, 4))).isTrue();

    HeldStream dead = store.held(mailing, "order-1");
    assertThat(dead.state()).isEqualTo(HeldState.DEAD);
    assertThat(dead.attempts()).isEqualTo(4);
    assertThat(dead.due()).isZero();
    Status status = store.status(mailing);
    assertThat(List.of(status.retrying(), status.dead(), status.stopped()))
        .containsExactly(0L, 1L, 0L);
  }

  @Test
  default void a_failure_that_is_told_twice_is_one() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Failure failure = Samples.failure(mailing, node.lease("order-1"), "order-1", recorded);

    assertThat(node.holds(failure)).isTrue();
    assertThat(node.holds(failure)).isTrue();

    assertThat(store.held(mailing, "order-1").attempts()).isEqualTo(1);
    assertThat(store.letters(mailing).get(0).attempts()).hasSize(1);
  }

  @Test
  default void an_attempt_is_due_when_its_pause_is_over() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Failure failure =
        Samples.failure(
            mailing,
            node.lease("order-1"),
            "order-1",
            recorded,
            HeldState.RETRYING,
            Samples.SHORT,
            Samples.attempt(1));

    assertThat(node.holds(failure)).isTrue();

    store.eventually("the attempt", () -> store.held(mailing, "order-1").due().isZero());
    assertThat(store.held(mailing, "order-1").since())
        .isGreaterThanOrEqualTo(Samples.SHORT.minus(Duration.ofMillis(50)));
  }

  @Test
  default void a_stream_may_be_stopped_without_a_dead_letter() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);

    assertThat(node.holds(failure(mailing, node.lease("order-1"), recorded, HeldState.STOPPED, 1)))
        .isTrue();

    assertThat(store.held(mailing, "order-1").state()).isEqualTo(HeldState.STOPPED);
    Status status = store.status(mailing);
    assertThat(List.of(status.retrying(), status.dead(), status.stopped()))
        .containsExactly(0L, 0L, 1L);
  }

  @Test
  default void C4_a_wrong_token_holds_and_moves_nothing() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode frozen = store.mortalNode(mailing, "frozen").claims(1);
    Lease stale = frozen.lease("order-1");
    WorkingNode other = store.node(mailing, "other");
    store.eventually("the segment", () -> other.claim().segments().size() == 1);

    assertThat(frozen.holds(Samples.failure(mailing, stale, "order-1", recorded))).isFalse();
    assertThat(store.held(mailing)).isEmpty();
    Failure failure = Samples.dead(mailing, other.lease("order-1"), "order-1", recorded);
    assertThat(other.holds(failure)).isTrue();
    HeldStream held = store.held(mailing, "order-1");
    assertThat(frozen.holds(failure(mailing, stale, recorded, HeldState.RETRYING, 2))).isFalse();
    assertThat(frozen.advances("order-1", recorded, false)).isFalse();
    assertThat(frozen.advances("order-1", recorded, true)).isFalse();

    HeldStream after = store.held(mailing, "order-1");
    assertThat(after.state()).isEqualTo(held.state());
    assertThat(after.attempts()).isEqualTo(held.attempts());
  }

  @Test
  default void C5_attempts_survive_the_move_to_another_node() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode one = store.node(mailing, "one").claims(1);
    for (int attempt = 1; attempt <= 2; attempt++) {
      Lease lease = one.lease("order-1");
      assertThat(one.holds(failure(mailing, lease, recorded, HeldState.RETRYING, attempt)))
          .isTrue();
    }
    one.giveBackAll();
    one.leave();

    WorkingNode two = store.node(mailing, "two").claims(1);

    assertThat(store.held(mailing, "order-1").attempts()).isEqualTo(2);
    Lease lease = two.lease("order-1");
    assertThat(two.holds(failure(mailing, lease, recorded, HeldState.RETRYING, 3))).isTrue();
    assertThat(store.held(mailing, "order-1").attempts()).isEqualTo(3);
    assertThat(store.letters(mailing).get(0).attempts()).hasSize(3);
  }

  @Test
  default void C5_a_released_stream_is_handled_up_to_where_it_says() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    assertThat(node.holds(Samples.failure(mailing, node.lease("order-1"), "order-1", first)))
        .isTrue();

    assertThat(node.advances("order-1", first, false)).isTrue();
    HeldStream released = store.held(mailing, "order-1");
    assertThat(released.state()).isEqualTo(HeldState.RELEASED);
    assertThat(released.position()).isEqualTo(first);
    assertThat(released.due()).isZero();
    assertThat(store.status(mailing).retrying()).isZero();

    assertThat(node.advances("order-1", second, false)).isTrue();
    assertThat(store.held(mailing, "order-1").position()).isEqualTo(second);

    assertThat(node.advances("order-1", second, true)).isTrue();
    assertThat(store.held(mailing)).isEmpty();
    assertThat(node.advances("order-1", second, true)).as("again").isTrue();
  }

  @Test
  default void C5_a_later_event_of_a_released_stream_fails_for_itself() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Lease lease = node.lease("order-1");
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(node.holds(failure(mailing, lease, first, HeldState.RETRYING, attempt))).isTrue();
    }
    assertThat(node.advances("order-1", first, false)).isTrue();

    assertThat(node.holds(failure(mailing, lease, second, HeldState.RETRYING, 1))).isTrue();

    HeldStream held = store.held(mailing, "order-1");
    assertThat(held.state()).isEqualTo(HeldState.RETRYING);
    assertThat(held.position()).isEqualTo(second);
    assertThat(held.attempts()).isEqualTo(1);
    assertThat(store.letters(mailing).get(0).attempts()).hasSize(1);
    assertThat(store.letters(mailing).get(0).event().position()).isEqualTo(second);
  }

  @Test
  default void C5_streams_are_held_each_for_itself_in_order_of_position() {
    AwaitedStore store = openStore();
    List<String> streams = Samples.streams(8);
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    List<Long> positions = streams.stream().map(this::record).toList();
    for (int at : List.of(5, 2, 7, 0, 3)) {
      String stream = streams.get(at);
      assertThat(
              node.holds(Samples.failure(mailing, node.lease(stream), stream, positions.get(at))))
          .isTrue();
    }
    assertThat(node.advances(streams.get(3), positions.get(3), true)).isTrue();

    assertThat(store.held(mailing))
        .extracting(HeldStream::stream)
        .containsExactly(streams.get(0), streams.get(2), streams.get(5), streams.get(7));
    assertThat(store.held(mailing, new SlotRange(256, 767)))
        .extracting(HeldStream::stream)
        .containsExactly(streams.get(2), streams.get(5));
  }

  @Test
  default void consumers_hold_streams_each_for_itself() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    Definition billing = store.declare(Samples.consumer("billing", 1));
    WorkingNode mails = store.node(mailing, "node").claims(1);
    WorkingNode bills = store.node(billing, "node").claims(1);
    assertThat(mails.holds(Samples.dead(mailing, mails.lease("order-1"), "order-1", recorded)))
        .isTrue();

    assertThat(store.held(billing)).isEmpty();
    assertThat(bills.advances("order-1", recorded, true)).isTrue();

    assertThat(store.held(mailing)).hasSize(1);
    assertThat(store.status(billing).dead()).isZero();
  }

  private static Failure failure(
      Definition consumer, Lease lease, long position, HeldState state, int attempt) {
    Duration due = state == HeldState.RETRYING ? Samples.LONG : null;
    return Samples.failure(
        consumer, lease, "order-1", position, state, due, Samples.attempt(attempt));
  }
}
