package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Declaration;
import io.tidings.consumers.Definitions.Declared;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.Definitions.Removal;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Segments.Claim;
import io.tidings.consumers.Start;
import io.tidings.model.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Consumers are declared, looked at, removed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface DefinitionsConformance extends ConsumersFixture {

  @Test
  default void a_new_consumer_runs_and_nobody_works_on_it() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 4), store.at(recorded));

    Status status = store.status(mailing);

    assertThat(status.definition()).isEqualTo(mailing);
    assertThat(status.state()).isEqualTo(State.RUNNING);
    assertThat(status.reason()).isNull();
    assertThat(List.of(status.retrying(), status.dead(), status.stopped())).containsOnly(0L);
    assertThat(status.segments()).hasSize(4);
    assertThat(status.segments())
        .allSatisfy(
            segment -> {
              assertThat(segment.progress()).isEqualTo(Progress.at(store.at(recorded)));
              assertThat(segment.owner()).isNull();
              assertThat(segment.lease()).isZero();
              assertThat(segment.replay()).isNull();
              assertThat(segment.handled()).isZero();
            });
    assertThat(status.position()).isEqualTo(recorded);
  }

  @Test
  default void slots_are_divided_into_segments_of_equal_size() {
    AwaitedStore store = openStore();
    for (int segments : List.of(1, 3, 8, 1024)) {
      Definition divided = store.declare(Samples.consumer("divided-" + segments, segments));

      List<SegmentStatus> all = store.status(divided).segments();

      assertThat(all).hasSize(segments);
      int next = 0;
      for (SegmentStatus one : all) {
        assertThat(one.slots().first()).isEqualTo(next);
        next = one.slots().last() + 1;
        assertThat(next - one.slots().first()).isBetween(1024 / segments, 1024 / segments + 1);
      }
      assertThat(next).isEqualTo(1024);
    }
  }

  @Test
  default void declaring_again_changes_nothing() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 4));

    Declared again =
        store.ask(
            one -> one.declare(new Declaration(mailing, store.at(recorded), true, "another")));

    assertThat(again).isEqualTo(new Declared(false, false));
    assertThat(store.status(mailing).position()).isZero();
    assertThat(store.ledger(mailing)).extracting(LedgerRow::action).containsExactly("declare");
  }

  @Test
  default void where_it_began_and_in_how_many_segments_is_not_compared() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    Definition later =
        new Definition(
            "mailing",
            mailing.kind(),
            mailing.filter(),
            mailing.attributes(),
            Start.LATEST,
            9,
            mailing.inFlight(),
            mailing.retry(),
            mailing.onFailure(),
            mailing.visibility());

    Declared again =
        store.ask(one -> one.declare(new Declaration(later, store.at(0), false, "another")));

    assertThat(again).isEqualTo(new Declared(false, false));
    assertThat(store.status(mailing).segments()).hasSize(4);
  }

  @Test
  default void another_definition_is_refused_with_what_differs() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4));

    others(mailing)
        .forEach(
            (differs, other) -> {
              ConsumerFailure.Conflict refusal =
                  store.refusal(
                      ConsumerFailure.Conflict.class,
                      one -> one.declare(new Declaration(other, store.at(0), false, "me")));
              assertThat(refusal.getMessage().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))
                  .contains(differs);
            });
    assertThat(store.status(mailing).definition()).isEqualTo(mailing);
    assertThat(store.ledger(mailing)).hasSize(1);
  }

  @Test
  default void C6_another_definition_replaces_the_known_one_if_it_may() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4), store.at(0));
    long recorded = record("order-1");
    WorkingNode node = store.node(mailing, "node").claims(4);
    assertThat(node.moves(Progress.at(store.at(recorded)))).isTrue();

    for (Definition other : others(mailing).values()) {
      Declared declared =
          store.ask(one -> one.declare(new Declaration(other, store.at(0), true, "somebody")));

      assertThat(declared).isEqualTo(new Declared(false, true));
      assertThat(store.status(mailing).definition()).isEqualTo(other);
      assertThat(store.status(mailing).position()).isEqualTo(recorded);
    }

    assertThat(store.ledger(mailing, "replace"))
        .hasSameSizeAs(others(mailing).keySet())
        .extracting(LedgerRow::by)
        .containsOnly("somebody");
  }

  @Test
  default void another_kind_of_consumer_never_replaces_the_known_one() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4));

    store.refusal(
        ConsumerFailure.Conflict.class,
        one -> one.declare(new Declaration(Samples.pulled("mailing", 4), store.at(0), true, "me")));

    assertThat(store.status(mailing).definition()).isEqualTo(mailing);
  }

  @Test
  default void consumers_are_told_in_order_of_their_names() {
    AwaitedStore store = openStore();
    List.of("c", "a.b", "b@2", "a", "b-1", "a_b", "0")
        .forEach(name -> store.declare(Samples.consumer(name, 1)));

    assertThat(store.ask(one -> one.status(new Asked(null))).consumers())
        .extracting(status -> status.definition().name())
        .containsExactly("0", "a", "a.b", "a_b", "b-1", "b@2", "c");
  }

  @Test
  default void nobody_is_no_consumer() {
    AwaitedStore store = openStore();

    store.refusal(ConsumerFailure.Unknown.class, one -> one.status(new Asked("nobody")));
    store.refusal(ConsumerFailure.Unknown.class, one -> one.remove(removal("nobody")));
    store.refusal(
        ConsumerFailure.Unknown.class,
        one -> one.claim(new Claim("nobody", "node", Samples.LONG, List.of())));
  }

  @Test
  default void C6_what_is_removed_is_known_to_the_ledger_only() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    Definition billing = store.declare(Samples.consumer("billing", 4));

    store.ask(one -> one.remove(removal("mailing")));

    store.refusal(ConsumerFailure.Unknown.class, one -> one.status(new Asked("mailing")));
    assertThat(store.ask(one -> one.status(new Asked(null))).consumers())
        .extracting(Status::definition)
        .containsExactly(billing);
    LedgerRow row = store.ledger(mailing, "remove").get(0);
    assertThat(List.of(row.by(), row.why())).containsExactly("me", "it is not needed");
    assertThat(store.ledger(mailing, "declare")).hasSize(1);
  }

  @Test
  default void C4_owners_of_what_is_removed_move_nothing_more() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    WorkingNode node = store.node(mailing, "node").claims(4);

    store.ask(one -> one.remove(removal("mailing")));

    assertThat(node.moves(node.first(), Progress.at(store.at(recorded)))).isFalse();
    store.refusal(
        ConsumerFailure.Unknown.class,
        one -> one.claim(new Claim("mailing", "node", Samples.LONG, node.leases())));
  }

  @Test
  default void what_was_removed_and_is_declared_again_begins_anew() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    assertThat(node.holds(Samples.dead(mailing, node.lease("order-1"), "order-1", recorded)))
        .isTrue();
    assertThat(node.moves(Progress.at(store.at(recorded)))).isTrue();
    store.ask(one -> one.remove(removal("mailing")));

    store.declare(mailing);

    assertThat(store.status(mailing).position()).isZero();
    assertThat(store.status(mailing).dead()).isZero();
    assertThat(store.held(mailing)).isEmpty();
    assertThat(store.letters(mailing)).isEmpty();
  }

  private static Removal removal(String consumer) {
    return new Removal(consumer, "me", "it is not needed");
  }

  /** Definitions that differ, by what differs. */
  private static Map<String, Definition> others(Definition known) {
    return Map.of(
        "inflight",
        other(known, known.filter(), known.attributes(), 11, known.retry(), known.visibility()),
        "filter",
        other(known, Filter.ALL, known.attributes(), 10, known.retry(), known.visibility()),
        "attributes",
        other(known, known.filter(), Map.of("tenant", "b"), 10, known.retry(), known.visibility()),
        "retry",
        other(known, known.filter(), known.attributes(), 10, Retry.NONE, known.visibility()),
        "visibility",
        other(known, known.filter(), known.attributes(), 10, known.retry(), Duration.ofHours(1)));
  }

  private static Definition other(
      Definition known,
      Filter filter,
      Map<String, String> attributes,
      int inFlight,
      Retry retry,
      Duration visibility) {
    return new Definition(
        known.name(),
        known.kind(),
        filter,
        attributes,
        known.start(),
        known.segments(),
        inFlight,
        retry,
        known.onFailure(),
        visibility);
  }
}
