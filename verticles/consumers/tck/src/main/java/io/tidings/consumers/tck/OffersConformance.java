package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Offers.Offered;
import io.tidings.consumers.Offers.Pull;
import io.tidings.consumers.Offers.Pulled;
import io.tidings.consumers.Segments.Lease;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Events are offered by the owners of segments, and pulled. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface OffersConformance extends ConsumersFixture {

  @Test
  default void what_is_offered_is_pulled_oldest_first() {
    AwaitedStore store = openStore();
    Definition pulled = store.declare(Samples.pulled("pulled", 2));
    WorkingNode node = store.node(pulled, "node").claims(2);
    List<String> streams = Samples.streams(4);
    List<Long> positions = streams.stream().map(this::record).toList();
    for (int at : List.of(2, 0, 3, 1)) {
      assertThat(node.offers(streams.get(at), positions.get(at), 1)).isTrue();
    }
    Puller puller = node.puller();

    List<Pulled> first = puller.pull(3);
    List<Pulled> rest = puller.pull(3);

    assertThat(first).extracting(Pulled::position).isEqualTo(positions.subList(0, 3));
    assertThat(first).extracting(Pulled::stream).isEqualTo(streams.subList(0, 3));
    assertThat(first).extracting(Pulled::attempt).containsOnly(1);
    assertThat(first).extracting(Pulled::visibility).containsOnly(pulled.visibility());
    assertThat(first).extracting(Pulled::receipt).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(rest).extracting(Pulled::position).containsExactly(positions.get(3));
    assertThat(puller.pull(3)).isEmpty();
  }

  @Test
  default void a_puller_is_told_of_a_replay_and_that_it_is_a_dry_run() {
    WorkingNode node = openStore().ownerOfPulled(1);
    Puller puller = node.puller();
    long recorded = record("order-1");
    assertThat(node.offers(new Offered(recorded, "order-1", 1, true, true))).isTrue();

    Pulled first = puller.pullOne(null);
    assertThat(first.replay()).isTrue();
    assertThat(first.dryRun()).isTrue();

    assertThat(puller.settles(Puller.nack(first))).isTrue();
    assertThat(node.offers(new Offered(recorded, "order-1", 2, true, false))).isTrue();
    Pulled second = puller.pullOne(null);
    assertThat(second.replay()).isTrue();
    assertThat(second.dryRun()).isFalse();
  }

  @Test
  default void an_event_is_pulled_by_one_only() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition pulled = store.declare(Samples.pulled("pulled", 1));
    WorkingNode node = store.node(pulled, "node").claims(1);
    assertThat(node.offers("order-1", recorded, 1)).isTrue();

    assertThat(new Puller(store, pulled, "one").pull(10)).hasSize(1);

    assertThat(new Puller(store, pulled, "two").pull(10)).isEmpty();
  }

  @Test
  default void C2_two_events_of_one_stream_are_never_out_at_once() {
    WorkingNode node = openStore().ownerOfPulled(1);
    Puller puller = node.puller();
    List<String> streams = Samples.streams(2);
    long first = record(streams.get(0));
    long second = record(streams.get(0));
    long other = record(streams.get(1));
    assertThat(node.offers(streams.get(0), second, 1)).isTrue();
    assertThat(node.offers(streams.get(0), first, 1)).isTrue();
    assertThat(node.offers(streams.get(1), other, 1)).isTrue();

    List<Pulled> out = puller.pull(10);

    assertThat(out).extracting(Pulled::position).containsExactly(first, other);
    assertThat(puller.pull(10)).isEmpty();
    assertThat(puller.acks(out.get(0))).isTrue();
    assertThat(puller.pull(10)).extracting(Pulled::position).containsExactly(second);
  }

  @Test
  default void offering_again_what_is_offered_changes_nothing() {
    WorkingNode node = openStore().ownerOfPulled(1);
    Puller puller = node.puller();
    long recorded = record("order-1");
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    assertThat(node.offers("order-1", recorded, 1)).isTrue();

    List<Pulled> out = puller.pull(10);
    assertThat(out).hasSize(1);
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    assertThat(puller.pull(10)).as("it is out").isEmpty();
    assertThat(puller.acks(out.get(0))).isTrue();
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    assertThat(node.offers("order-1", recorded, 2)).isTrue();
    assertThat(puller.pull(10)).as("it is acked").isEmpty();
  }

  @Test
  default void what_failed_is_offered_anew_for_another_attempt_only() {
    WorkingNode node = openStore().ownerOfPulled(1);
    Puller puller = node.puller();
    long recorded = record("order-1");
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    Pulled first = puller.pullOne(null);
    assertThat(puller.settles(Puller.nack(first))).isTrue();

    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    assertThat(puller.pull(10)).isEmpty();
    assertThat(node.offers("order-1", recorded, 2)).isTrue();

    Pulled second = puller.pullOne(null);
    assertThat(second.position()).isEqualTo(recorded);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.receipt()).isNotEqualTo(first.receipt());
    assertThat(puller.acks(first)).as("with the receipt of before").isFalse();
    assertThat(puller.acks(second)).isTrue();
  }

  @Test
  default void C4_a_wrong_token_offers_and_forgets_nothing() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    Definition pulled = store.declare(Samples.pulled("pulled", 1));
    WorkingNode frozen = store.mortalNode(pulled, "frozen").claims(1);
    Lease stale = frozen.lease("order-1");
    WorkingNode other = store.node(pulled, "other");
    store.eventually("the segment", () -> other.claim().segments().size() == 1);
    Puller puller = new Puller(store, pulled, "python");

    assertThat(frozen.offers("order-1", first, 1)).isFalse();
    assertThat(puller.pull(10)).isEmpty();
    assertThat(other.offers("order-1", first, 1)).isTrue();
    assertThat(frozen.forgets("order-1", first)).isFalse();
    assertThat(puller.acks(puller.pullOne(null))).isTrue();
    assertThat(frozen.forgets("order-1", first)).isFalse();
    assertThat(frozen.settled(stale)).isEmpty();
    assertThat(other.settled()).hasSize(1);
  }

  @Test
  default void what_was_offered_and_pulled_survives_the_move_to_another_node() {
    AwaitedStore store = openStore();
    List<String> streams = Samples.streams(2);
    Definition pulled = store.declare(Samples.pulled("pulled", 1));
    WorkingNode one = store.node(pulled, "one").claims(1);
    for (String stream : streams) {
      assertThat(one.offers(stream, record(stream), 1)).isTrue();
    }
    Puller puller = new Puller(store, pulled, "python");
    Pulled out = puller.pullOne(null);
    one.giveBackAll();
    one.leave();

    WorkingNode two = store.node(pulled, "two").claims(1);

    assertThat(two.offers(streams.get(0), out.position(), 1)).isTrue();
    assertThat(puller.acks(out)).isTrue();
    assertThat(two.settled()).hasSize(1);
    assertThat(puller.pull(10)).extracting(Pulled::stream).containsExactly(streams.get(1));
  }

  @Test
  default void nothing_is_pulled_from_a_consumer_that_is_paused() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition pulled = store.declare(Samples.pulled("pulled", 1));
    WorkingNode node = store.node(pulled, "node").claims(1);
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    Puller puller = node.puller();

    store.tell(pulled, Command.PAUSE);
    assertThat(puller.pull(10)).isEmpty();

    store.tell(pulled, Command.RESUME);
    assertThat(puller.pull(10)).hasSize(1);
  }

  @Test
  default void a_seek_takes_back_what_was_offered() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition pulled = store.declare(Samples.pulled("pulled", 1));
    WorkingNode node = store.node(pulled, "node").claims(1);
    Puller puller = node.puller();
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    assertThat(puller.acks(puller.pullOne(null))).isTrue();

    store.seek(pulled, store.at(0));
    node.giveBackAll();
    node.claims(1);

    assertThat(node.settled()).isEmpty();
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    assertThat(puller.pull(10)).extracting(Pulled::position).containsExactly(recorded);
  }

  @Test
  default void nobody_offers_anything() {
    AwaitedStore store = openStore();
    store.declare(Samples.consumer("handled", 1));
    store.declare(Samples.pulled("pulled", 1));

    store.refusal(
        ConsumerFailure.Unknown.class, one -> one.pull(new Pull("nobody", 1, null, "python")));
    store.refusal(
        ConsumerFailure.Conflict.class, one -> one.pull(new Pull("handled", 1, null, "python")));
    for (int most : List.of(-1, 0, 1001)) {
      store.refusal(
          ConsumerFailure.Invalid.class, one -> one.pull(new Pull("pulled", most, null, "python")));
    }
  }
}
