package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Assignment;
import io.tidings.consumers.Segments.Lease;
import io.tidings.consumers.Segments.Segment;
import io.tidings.model.SlotRange;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Nodes share the segments of a consumer by leases. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface SegmentsConformance extends ConsumersFixture {

  @Test
  default void a_node_that_is_alone_is_given_all_segments() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 4), store.at(recorded));

    Assignment given = store.node(mailing, "node").claim();

    assertThat(given.state()).isEqualTo(State.RUNNING);
    assertThat(given.giveBack()).isZero();
    assertThat(given.segments()).hasSize(4);
    assertThat(given.segments())
        .extracting(Segment::progress)
        .containsOnly(Progress.at(store.at(recorded)));
    List<SegmentStatus> told = store.status(mailing).segments();
    assertThat(told).extracting(SegmentStatus::owner).containsOnly("node");
    assertThat(told).allSatisfy(one -> assertThat(one.lease()).isPositive());
    assertThat(told).extracting(SegmentStatus::slots).isEqualTo(slots(given.segments()));
    assertThat(told)
        .extracting(SegmentStatus::token)
        .isEqualTo(given.segments().stream().map(Segment::token).toList());
  }

  @Test
  default void an_owner_goes_on_with_what_it_holds() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    WorkingNode node = store.node(mailing, "node").claims(4);
    List<Segment> before = node.segments();

    node.claims(4);

    assertThat(node.segments()).isEqualTo(before);
  }

  @Test
  default void a_lease_that_is_over_goes_on_if_nobody_has_taken_the_segment() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode node = store.mortalNode(mailing, "node").claims(2);
    List<Lease> before = node.leases();
    store.eventually("the end of the leases", () -> nobodyOwns(store, mailing));

    node.claims(2);

    assertThat(node.leases()).isEqualTo(before);
  }

  @Test
  default void what_one_holds_is_given_to_nobody_else() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    store.node(mailing, "one").claims(4);

    WorkingNode two = store.node(mailing, "two").claims(0);

    two.claims(0);
    assertThat(store.status(mailing).segments())
        .extracting(SegmentStatus::owner)
        .containsOnly("one");
  }

  @Test
  default void N2_a_node_that_joins_takes_over_its_share_without_loss() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    WorkingNode one = store.node(mailing, "one").claims(4);
    WorkingNode two = store.node(mailing, "two").claims(0);

    assertThat(one.claim().giveBack()).isEqualTo(2);
    for (Segment given : one.segments().subList(2, 4)) {
      assertThat(one.givesBack(given, Progress.at(store.at(recorded)))).isTrue();
    }
    two.claims(2);

    assertThat(two.segments())
        .extracting(Segment::progress)
        .containsOnly(Progress.at(store.at(recorded)));
    Assignment settled = one.claim(one.leases().subList(0, 2));
    assertThat(settled.giveBack()).isZero();
    assertThat(settled.segments()).hasSize(2);
    assertThat(two.claim().giveBack()).isZero();
  }

  @Test
  default void a_remainder_goes_to_the_first_in_order_of_name() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 8));
    WorkingNode b = store.node(mailing, "b").claims(8);
    WorkingNode c = store.node(mailing, "c").claims(0);
    WorkingNode a = store.node(mailing, "a").claims(0);

    assertThat(b.claim().giveBack()).isEqualTo(5);
    b.giveBack(5);

    a.claims(3);
    c.claims(2);
    b.claims(3);
    assertThat(List.of(a.claim().giveBack(), b.claim().giveBack(), c.claim().giveBack()))
        .containsOnly(0);
  }

  @Test
  default void a_node_beyond_the_number_of_segments_has_none() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode a = store.node(mailing, "a").claims(1);
    WorkingNode b = store.node(mailing, "b").claims(0);

    assertThat(a.claim().giveBack()).isZero();
    a.claims(1);
    b.claims(0);
  }

  @Test
  default void N1_C4_the_segments_of_a_node_that_is_gone_go_to_the_others() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    WorkingNode gone = store.mortalNode(mailing, "a-gone").claims(4);
    assertThat(gone.moves(Progress.at(store.at(recorded)))).isTrue();
    List<Segment> lost = gone.segments();
    WorkingNode other = store.node(mailing, "other");

    store.eventually("the segments", () -> other.claim().segments().size() == 4);

    assertThat(other.segments())
        .extracting(Segment::progress)
        .containsOnly(Progress.at(store.at(recorded)));
    assertThat(slots(other.segments())).isEqualTo(slots(lost));
    for (int at = 0; at < 4; at++) {
      assertThat(other.segments().get(at).token()).isGreaterThan(lost.get(at).token());
    }
  }

  @Test
  default void C4_a_node_that_was_frozen_learns_what_it_has_lost() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    WorkingNode frozen = store.mortalNode(mailing, "frozen").claims(4);
    List<Lease> lost = frozen.leases();
    WorkingNode other = store.node(mailing, "other");
    store.eventually("the segments", () -> other.claim().segments().size() == 4);

    assertThat(frozen.claim().segments()).isEmpty();

    assertThat(other.claim().giveBack()).isEqualTo(2);
    other.giveBack(2);
    frozen.claims(2);
    assertThat(frozen.leases()).doesNotContainAnyElementsOf(lost);
  }

  @Test
  default void C4_each_new_owner_gets_a_higher_token() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    long token = -1;

    for (String name : List.of("a", "b", "a", "a", "c")) {
      WorkingNode node = store.node(mailing, name).claims(1);
      assertThat(node.first().token()).isGreaterThan(token);
      token = node.first().token();
      node.giveBackAll();
      node.leave();
    }
  }

  @Test
  default void C4_what_a_claim_does_not_name_comes_back_with_a_higher_token_only() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode node = store.mortalNode(mailing, "node").claims(2);
    List<Segment> before = node.segments();

    store.eventually("the segments", () -> node.claim(List.of()).segments().size() == 2);

    for (int at = 0; at < 2; at++) {
      assertThat(node.segments().get(at).token()).isGreaterThan(before.get(at).token());
    }
  }

  @Test
  default void N2_a_node_that_leaves_hands_over_without_loss() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    WorkingNode leaving = store.node(mailing, "leaving").claims(4);
    WorkingNode staying = store.node(mailing, "staying").claims(0);
    leaving.giveBack(2);
    staying.claims(2);

    leaving.leave();

    assertThat(staying.claim().segments()).as("what it holds it still holds").hasSize(2);
    for (Segment last : leaving.segments()) {
      assertThat(leaving.givesBack(last, Progress.at(store.at(recorded)))).isTrue();
    }
    staying.claims(4);
    assertThat(staying.segments())
        .filteredOn(segment -> leaving.segments().stream().anyMatch(sameSlots(segment)))
        .hasSize(2)
        .extracting(Segment::progress)
        .containsOnly(Progress.at(store.at(recorded)));
  }

  @Test
  default void N2_a_new_owner_learns_whether_anything_was_left_in_a_handlers_hands() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode first = store.mortalNode(mailing, "a-first").claims(1);
    assertThat(first.first().clean()).as("nobody had it before").isTrue();
    WorkingNode second = store.node(mailing, "second");

    store.eventually("the segment", () -> second.claim().segments().size() == 1);
    assertThat(second.first().clean()).as("its owner is gone").isFalse();
    assertThat(second.givesBackInDoubt(second.first())).isTrue();
    second.leave();

    WorkingNode third = store.node(mailing, "third").claims(1);
    assertThat(third.first().clean()).as("it was given back in doubt").isFalse();
    third.giveBackAll();
    third.leave();

    WorkingNode fourth = store.node(mailing, "fourth").claims(1);
    assertThat(fourth.first().clean()).as("it was given back").isTrue();
  }

  @Test
  default void N2_leaving_twice_is_leaving() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode leaving = store.node(mailing, "a").claims(2);
    leaving.giveBackAll();

    leaving.leave();
    leaving.leave();

    store.node(mailing, "b").claims(2);
  }

  @Test
  default void consumers_share_nothing() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    Definition billing = store.declare(Samples.consumer("billing", 2));
    WorkingNode mails = store.node(mailing, "node").claims(2);
    store.node(billing, "node").claims(2);

    assertThat(mails.moves(Progress.at(store.at(recorded)))).isTrue();

    assertThat(store.status(mailing).position()).isEqualTo(recorded);
    assertThat(store.status(billing).position()).isZero();
  }

  private static Predicate<Segment> sameSlots(Segment segment) {
    return other -> other.slots().equals(segment.slots());
  }

  private static List<SlotRange> slots(List<Segment> segments) {
    return segments.stream().map(Segment::slots).toList();
  }

  private static boolean nobodyOwns(AwaitedStore store, Definition consumer) {
    return store.status(consumer).segments().stream().allMatch(one -> one.owner() == null);
  }
}
