package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.Declaration;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.Inbox.Entry;
import io.tidings.consumers.Offers.Pulled;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Lease;
import io.tidings.consumers.Segments.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The same with many nodes and many pullers at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ConcurrencyConformance extends ConsumersFixture {

  int ROUNDS = 10;

  @Test
  default void C4_no_two_nodes_are_given_the_same_token_of_a_segment() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 8));
    Map<Lease, String> owners = new ConcurrentHashMap<>();

    List<Integer> given =
        Crowd.of(
            number -> {
              WorkingNode node = store.node(mailing, "node-" + number);
              int count = 0;
              for (int round = 0; round < ROUNDS; round++) {
                int giveBack = node.claim().giveBack();
                for (Lease lease : node.leases()) {
                  String owner = owners.putIfAbsent(lease, node.name());
                  assertThat(owner).as("owner of %s", lease).isIn(null, node.name());
                  count++;
                }
                node.giveBack(round % 2 == 0 ? node.segments().size() : giveBack);
              }
              return count;
            });

    assertThat(given.stream().mapToInt(Integer::intValue).sum()).isPositive();
    assertThat(owners.keySet()).extracting(Lease::firstSlot).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  default void C4_of_many_who_were_owners_the_latest_alone_moves_the_segment() {
    AwaitedStore store = openStore();
    List<Long> positions =
        IntStream.range(0, Crowd.SIZE).mapToObj(at -> record("order-1")).toList();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    List<WorkingNode> nodes = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    for (int number = 0; number < Crowd.SIZE; number++) {
      WorkingNode node = store.node(mailing, "node-" + number).claims(1);
      nodes.add(node);
      segments.add(node.first());
      if (number < Crowd.SIZE - 1) {
        node.giveBackAll();
        node.leave();
      }
    }

    List<Boolean> moved =
        Crowd.of(
            number -> {
              Progress progress = Progress.at(store.at(positions.get(number)));
              boolean any = false;
              for (int round = 0; round < ROUNDS; round++) {
                any |= nodes.get(number).moves(segments.get(number), progress);
              }
              return any;
            });

    assertThat(moved.subList(0, Crowd.SIZE - 1)).containsOnly(false);
    assertThat(moved.get(Crowd.SIZE - 1)).isTrue();
    assertThat(store.status(mailing).position()).isEqualTo(positions.get(Crowd.SIZE - 1));
  }

  @Test
  default void N2_nodes_that_join_together_come_to_have_equal_shares() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 2 * Crowd.SIZE));
    List<WorkingNode> nodes =
        IntStream.range(0, Crowd.SIZE)
            .mapToObj(number -> store.node(mailing, "node-" + number))
            .toList();

    Crowd.of(
        number -> {
          WorkingNode node = nodes.get(number);
          store.eventually(
              "the share of " + node.name(),
              () -> {
                node.giveBack(node.claim().giveBack());
                return node.segments().size() == 2 && everybodyIsThere(store, mailing);
              });
          return number;
        });

    assertThat(store.status(mailing).segments())
        .extracting(segment -> segment.owner())
        .doesNotContainNull();
    Map<String, Integer> shares = new HashMap<>();
    store
        .status(mailing)
        .segments()
        .forEach(segment -> shares.merge(segment.owner(), 1, Integer::sum));
    assertThat(shares).hasSize(Crowd.SIZE);
    assertThat(shares.values()).containsOnly(2);
  }

  @Test
  default void of_many_who_enter_an_event_one_is_the_first() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    store.declare(Samples.consumer("mailing", 1));

    List<Boolean> known =
        Crowd.of(number -> store.ask(one -> one.enter(new Entry("mailing", recorded))).known());

    assertThat(known).containsOnlyOnce(false);
  }

  @Test
  default void C2_of_many_who_pull_each_event_goes_to_one() {
    AwaitedStore store = openStore();
    Definition pulled = store.declare(Samples.pulled("pulled", 4));
    WorkingNode node = store.node(pulled, "node").claims(4);
    List<String> streams = Samples.streams(64);
    List<Long> positions = new ArrayList<>();
    for (String stream : streams) {
      long position = record(stream);
      positions.add(position);
      assertThat(node.offers(stream, position, 1)).isTrue();
    }

    List<Pulled> out =
        Crowd.of(
                number -> {
                  Puller puller = new Puller(store, pulled, "puller-" + number);
                  List<Pulled> mine = new ArrayList<>();
                  for (int round = 0; round < ROUNDS; round++) {
                    mine.addAll(puller.pull(2));
                  }
                  mine.forEach(event -> assertThat(puller.acks(event)).isTrue());
                  return mine;
                })
            .stream()
            .flatMap(List::stream)
            .toList();

    assertThat(out).extracting(Pulled::position).containsExactlyInAnyOrderElementsOf(positions);
    assertThat(node.settled()).hasSize(64);
  }

  @Test
  default void of_many_who_declare_a_consumer_one_creates_it() {
    AwaitedStore store = openStore();
    Definition mailing = Samples.consumer("mailing", 8);
    Declaration declaration = new Declaration(mailing, store.at(0), false, "me");

    List<Boolean> created =
        Crowd.of(number -> store.ask(one -> one.declare(declaration)).created());

    assertThat(created).containsOnlyOnce(true);
    assertThat(store.status(mailing).segments()).hasSize(8);
    assertThat(store.ledger(mailing)).hasSize(1);
  }

  @Test
  default void of_many_who_seek_at_once_one_does() {
    AwaitedStore store = openStore();
    List<Long> positions =
        IntStream.range(0, Crowd.SIZE).mapToObj(at -> record("order-1")).toList();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);

    List<Boolean> sought =
        Crowd.of(
            number -> {
              Change seek =
                  new Change(
                      "mailing",
                      Command.SEEK,
                      null,
                      store.at(positions.get(number)),
                      0,
                      false,
                      "me",
                      "because");
              try {
                store.ask(one -> one.change(seek));
                return true;
              } catch (ConsumerFailure.Conflict another) {
                return false;
              }
            });

    assertThat(sought).containsOnlyOnce(true);
    node.giveBackAll();
    node.claims(1);
    assertThat(store.status(mailing).position()).isEqualTo(positions.get(sought.indexOf(true)));
    assertThat(store.ledger(mailing, "seek")).hasSize(1);
  }

  @Test
  default void C6_what_many_note_at_once_is_all_there() {
    AwaitedStore store = openStore();

    Crowd.of(
        number -> {
          for (int round = 0; round < ROUNDS; round++) {
            LedgerRow row =
                new LedgerRow(0, null, "mailing", "skip", "me", "why", null, (long) number, null);
            store.ask(one -> one.note(row));
          }
          return number;
        });

    List<LedgerRow> rows = store.ledger(Samples.consumer("mailing", 1));
    assertThat(rows).hasSize(Crowd.SIZE * ROUNDS);
    assertThat(rows).extracting(LedgerRow::number).isSorted().doesNotHaveDuplicates();
    for (long number = 0; number < Crowd.SIZE; number++) {
      assertThat(rows).extracting(LedgerRow::position).contains(number);
    }
  }

  private static boolean everybodyIsThere(AwaitedStore store, Definition consumer) {
    return store.status(consumer).segments().stream()
            .map(segment -> segment.owner() == null ? "" : segment.owner())
            .filter(owner -> !owner.isEmpty())
            .distinct()
            .count()
        == Crowd.SIZE;
  }
}
