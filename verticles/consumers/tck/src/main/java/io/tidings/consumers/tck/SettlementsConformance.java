package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Offers.Outcome;
import io.tidings.consumers.Offers.Pulled;
import io.tidings.consumers.Offers.Settled;
import io.tidings.consumers.Offers.Settlement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of pulled events, and how their owner learns of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface SettlementsConformance extends ConsumersFixture {

  @Test
  default void the_owner_learns_of_an_ack_until_it_forgets_the_event() {
    WorkingNode node = openStore().ownerOfPulled(1);
    Puller puller = node.puller();
    long recorded = record("order-1");
    assertThat(node.offers("order-1", recorded, 3)).isTrue();
    assertThat(node.settled()).isEmpty();

    assertThat(puller.acks(puller.pullOne(null))).isTrue();

    Settled acked = new Settled(recorded, 3, Outcome.ACKED, null, false, null, "python");
    assertThat(node.settled()).containsExactly(acked);
    assertThat(node.settled()).containsExactly(acked);
    assertThat(node.forgets("order-1", recorded)).isTrue();
    assertThat(node.settled()).isEmpty();
  }

  @Test
  default void a_nack_says_why_and_what_then() {
    WorkingNode node = openStore().ownerOfPulled(1);
    Puller puller = node.puller();
    long recorded = record("order-1");
    Duration later = Duration.ofMillis(1_500);
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    Pulled first = puller.pullOne(null);
    assertThat(
            puller.settles(
                new Settlement(recorded, first.receipt(), Outcome.NACKED, later, false, "soon")))
        .isTrue();
    assertThat(node.settled())
        .containsExactly(new Settled(recorded, 1, Outcome.NACKED, later, false, "soon", "python"));

    assertThat(node.offers("order-1", recorded, 2)).isTrue();
    assertThat(node.settled()).isEmpty();
    Pulled second = puller.pullOne(null);
    assertThat(
            puller.settles(
                new Settlement(recorded, second.receipt(), Outcome.NACKED, null, true, "never")))
        .isTrue();

    assertThat(node.settled())
        .containsExactly(new Settled(recorded, 2, Outcome.NACKED, null, true, "never", "python"));
  }

  @Test
  default void what_is_not_settled_in_time_is_the_pullers_no_more() {
    AwaitedStore store = openStore();
    WorkingNode node = store.ownerOfPulled(1);
    Puller puller = node.puller();
    long recorded = record("order-1");
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    Pulled out = puller.pullOne(Samples.SHORT);
    assertThat(out.visibility()).isEqualTo(Samples.SHORT);

    store.eventually("its visibility to end", () -> !node.settled().isEmpty());

    assertThat(node.settled())
        .containsExactly(new Settled(recorded, 1, Outcome.EXPIRED, null, false, null, "python"));
    assertThat(puller.acks(out)).isFalse();
    assertThat(node.settled()).extracting(Settled::outcome).containsExactly(Outcome.EXPIRED);
    assertThat(node.offers("order-1", recorded, 2)).isTrue();
    assertThat(puller.acks(puller.pullOne(null))).isTrue();
  }

  @Test
  default void a_puller_is_given_more_time() {
    AwaitedStore store = openStore();
    WorkingNode node = store.ownerOfPulled(1);
    Puller puller = node.puller();
    List<String> streams = Samples.streams(2);
    Duration enough = Duration.ofSeconds(2);
    for (String stream : streams) {
      assertThat(node.offers(stream, record(stream), 1)).isTrue();
    }
    List<Pulled> out = puller.pull(2, enough);
    assertThat(out).hasSize(2);

    assertThat(puller.extend(List.of(out.get(1).receipt(), "none"), Samples.LONG))
        .containsExactly(true, false);

    store.eventually("the end of the other", () -> !node.settled().isEmpty());
    assertThat(node.settled()).extracting(Settled::position).containsExactly(out.get(0).position());
    assertThat(puller.extend(List.of(out.get(0).receipt()), Samples.LONG)).containsExactly(false);
    assertThat(puller.acks(out.get(1))).isTrue();
  }

  @Test
  default void an_ack_may_be_repeated() {
    WorkingNode node = openStore().ownerOfPulled(1);
    Puller puller = node.puller();
    long recorded = record("order-1");
    assertThat(node.offers("order-1", recorded, 1)).isTrue();
    Pulled out = puller.pullOne(null);

    assertThat(puller.acks(out)).isTrue();
    assertThat(puller.acks(out)).isTrue();

    assertThat(puller.settles(Puller.nack(out))).as("an acked event").isFalse();
    assertThat(node.settled()).extracting(Settled::outcome).containsExactly(Outcome.ACKED);
  }

  @Test
  default void each_event_is_settled_for_itself() {
    WorkingNode node = openStore().ownerOfPulled(1);
    Puller puller = node.puller();
    for (String stream : Samples.streams(3)) {
      assertThat(node.offers(stream, record(stream), 1)).isTrue();
    }
    List<Pulled> out = puller.pull(3);
    assertThat(out).hasSize(3);
    Pulled forged = new Pulled(out.get(1).position(), "", "forged", 1, null);
    Pulled swapped = new Pulled(out.get(1).position(), "", out.get(0).receipt(), 1, null);

    List<Boolean> kept =
        puller.settle(
            List.of(
                Puller.ack(forged),
                Puller.ack(out.get(0)),
                Puller.ack(swapped),
                Puller.nack(out.get(2))));

    assertThat(kept).containsExactly(false, true, false, true);
    assertThat(node.settled())
        .extracting(Settled::outcome)
        .containsExactly(Outcome.ACKED, Outcome.NACKED);
  }

  @Test
  default void an_owner_learns_of_its_own_segments_only() {
    WorkingNode node = openStore().ownerOfPulled(2);
    Puller puller = node.puller();
    List<String> streams = Samples.streams(2);
    for (String stream : streams) {
      assertThat(node.offers(stream, record(stream), 1)).isTrue();
    }
    List<Pulled> out = puller.pull(2);
    out.forEach(event -> assertThat(puller.acks(event)).isTrue());

    for (int at = 0; at < 2; at++) {
      assertThat(node.settled(node.lease(streams.get(at))))
          .extracting(Settled::position)
          .containsExactly(out.get(at).position());
    }
  }
}
