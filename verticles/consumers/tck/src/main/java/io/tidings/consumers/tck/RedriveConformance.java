package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.DeadLetters.Affected;
import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.Discard;
import io.tidings.consumers.DeadLetters.Edit;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.HeldStreams.Replacement;
import io.tidings.consumers.Segments.Lease;
import io.tidings.model.SlotRange;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** C5, C6: dead letters are redriven, edited and discarded, and the ledger knows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface RedriveConformance extends ConsumersFixture {

  @Test
  default void C5_a_redrive_tries_again_at_once_with_all_attempts_anew() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    assertThat(node.holds(Samples.dead(mailing, node.lease("order-1"), "order-1", recorded)))
        .isTrue();

    assertThat(redrive(store, Samples.any(mailing), 0)).isEqualTo(1);

    HeldStream held = store.held(mailing, "order-1");
    assertThat(held.state()).isEqualTo(HeldState.RETRYING);
    assertThat(held.attempts()).isZero();
    assertThat(held.due()).isZero();
    DeadLetter letter = store.letters(mailing).get(0);
    assertThat(letter.redrives()).isEqualTo(1);
    assertThat(letter.attempts()).as("what happened before").hasSize(1);
    assertThat(store.status(mailing).dead()).isZero();
  }

  @Test
  default void C5_a_stopped_stream_and_one_that_is_retried_are_tried_at_once() {
    AwaitedStore store = openStore();
    List<String> streams = Samples.streams(2);
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    for (HeldState state : List.of(HeldState.STOPPED, HeldState.RETRYING)) {
      String stream = streams.get(state == HeldState.STOPPED ? 0 : 1);
      Lease lease = node.lease(stream);
      assertThat(
              node.holds(
                  Samples.failure(
                      mailing,
                      lease,
                      stream,
                      record(stream),
                      state,
                      Samples.LONG,
                      Samples.attempt(3))))
          .isTrue();
    }

    assertThat(redrive(store, Samples.any(mailing), 0)).isEqualTo(2);

    assertThat(store.held(mailing))
        .allSatisfy(
            held -> {
              assertThat(held.state()).isEqualTo(HeldState.RETRYING);
              assertThat(held.attempts()).isZero();
              assertThat(held.due()).isZero();
            })
        .hasSize(2);
  }

  @Test
  default void C5_a_redrive_at_a_bounded_rate_begins_with_the_oldest() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    List<String> streams = dead(mailing, node, 4);

    assertThat(redrive(store, Samples.any(mailing), 0.01)).isEqualTo(4);

    List<HeldStream> held = store.held(mailing);
    assertThat(held).extracting(HeldStream::stream).isEqualTo(streams);
    assertThat(held.get(0).due()).isZero();
    for (int at = 1; at < 4; at++) {
      assertThat(held.get(at).due())
          .isBetween(Duration.ofSeconds(100L * at - 60), Duration.ofSeconds(100L * at));
    }
  }

  @Test
  default void C5_only_what_is_asked_for_is_redriven() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    List<String> streams = dead(mailing, node, 3);

    assertThat(redrive(store, stream(mailing, streams.get(1)), 0)).isEqualTo(1);
    assertThat(redrive(store, stream(mailing, "order-0"), 0)).isZero();

    assertThat(store.held(mailing))
        .extracting(HeldStream::state)
        .containsExactly(HeldState.DEAD, HeldState.RETRYING, HeldState.DEAD);
  }

  @Test
  default void C6_a_redrive_is_in_the_ledger() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    dead(mailing, store.node(mailing, "node").claims(1), 1);

    redrive(store, Samples.any(mailing), 0);

    assertThat(store.ledger(mailing, "redrive")).hasSize(1);
    LedgerRow row = store.ledger(mailing, "redrive").get(0);
    assertThat(List.of(row.by(), row.why())).containsExactly("somebody", "it is mended");
  }

  @Test
  default void owners_learn_from_their_next_claim_that_somebody_steers() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    dead(mailing, node, 1);
    long position = store.held(mailing).get(0).position();
    long quiet = node.claim().steering();
    assertThat(node.claim().steering()).isEqualTo(quiet);

    store.ask(one -> one.edit(edit(position)));
    long edited = node.claim().steering();
    redrive(store, Samples.any(mailing), 0);
    long redriven = node.claim().steering();
    discard(store, Samples.any(mailing), "it is late");
    long discarded = node.claim().steering();

    assertThat(List.of(quiet, edited, redriven, discarded)).doesNotHaveDuplicates();
  }

  @Test
  default void C6_a_discarded_event_is_given_up_and_its_stream_goes_on_behind_it() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    List<String> streams = dead(mailing, node, 3);
    List<Long> positions = store.held(mailing).stream().map(HeldStream::position).toList();

    assertThat(discard(store, Samples.any(mailing), "it is late")).isEqualTo(3);

    assertThat(store.held(mailing)).extracting(HeldStream::position).isEqualTo(positions);
    assertThat(store.held(mailing)).extracting(HeldStream::state).containsOnly(HeldState.RELEASED);
    assertThat(store.letters(mailing)).isEmpty();
    assertThat(store.status(mailing).dead()).isZero();
    List<LedgerRow> rows = store.ledger(mailing, "discard");
    assertThat(rows).extracting(LedgerRow::position).containsExactlyElementsOf(positions);
    assertThat(rows).extracting(LedgerRow::stream).containsExactlyElementsOf(streams);
    assertThat(rows).extracting(LedgerRow::by).containsOnly("somebody");
    assertThat(rows).extracting(LedgerRow::why).containsOnly("it is late");
  }

  @Test
  default void C6_what_is_discarded_while_it_is_tried_does_not_come_back_by_failing() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    String stream = Samples.stream(SlotRange.ALL);
    long position = record(stream);
    Lease lease = node.lease(stream);
    assertThat(node.holds(Samples.failure(mailing, lease, stream, position))).isTrue();

    assertThat(discard(store, Samples.any(mailing), "it is late")).isEqualTo(1);
    node.holds(
        Samples.failure(
            mailing, lease, stream, position, HeldState.DEAD, null, Samples.attempt(2)));

    assertThat(store.held(mailing, stream).state()).isEqualTo(HeldState.RELEASED);
    assertThat(store.letters(mailing)).isEmpty();
  }

  @Test
  default void C6_nothing_is_discarded_without_a_reason() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    dead(mailing, store.node(mailing, "node").claims(1), 1);

    for (String reason : Arrays.asList(null, "", " ")) {
      store.refusal(
          ConsumerFailure.Invalid.class,
          one -> one.discard(new Discard(Samples.any(mailing), "me", reason)));
    }

    assertThat(store.letters(mailing)).hasSize(1);
    assertThat(store.ledger(mailing, "discard")).isEmpty();
  }

  @Test
  default void C6_an_edited_event_is_handed_out_with_another_payload() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    List<String> streams = dead(mailing, node, 2);
    long position = store.held(mailing).get(1).position();

    Affected affected = store.ask(one -> one.edit(edit(position)));
    assertThat(affected.count()).isEqualTo(1);

    Replacement replacement = store.held(mailing, streams.get(1)).replacement();
    assertThat(replacement).usingRecursiveComparison().isEqualTo(Samples.replacement());
    assertThat(store.letters(mailing).get(1).replacement())
        .usingRecursiveComparison()
        .isEqualTo(Samples.replacement());
    assertThat(store.held(mailing, streams.get(0)).replacement()).isNull();
    assertThat(store.held(mailing, streams.get(1)).state()).isEqualTo(HeldState.DEAD);
    List<LedgerRow> rows = store.ledger(mailing, "edit");
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).position()).isEqualTo(position);
    assertThat(rows.get(0).stream()).isEqualTo(streams.get(1));
    assertThat(List.of(rows.get(0).by(), rows.get(0).why())).containsExactly("somebody", "a typo");
  }

  @Test
  default void an_edit_is_for_the_failed_event_only() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    String stream = dead(mailing, node, 1).get(0);
    long position = store.held(mailing).get(0).position();
    store.ask(one -> one.edit(edit(position)));
    redrive(store, Samples.any(mailing), 0);
    assertThat(store.held(mailing, stream).replacement()).isNotNull();

    assertThat(node.advances(stream, position, false)).isTrue();

    assertThat(store.held(mailing, stream).replacement()).isNull();
    store.refusal(ConsumerFailure.Unknown.class, one -> one.edit(edit(position)));
  }

  @Test
  default void nobody_has_dead_letters() {
    AwaitedStore store = openStore();
    Which nobodys = new Which("nobody", null, null, null, null, null, null);
    Definition mailing = store.declare(Samples.consumer("mailing", 1));

    store.refusal(
        ConsumerFailure.Unknown.class, one -> one.redrive(new Redrive(nobodys, 0, "me", "why")));
    store.refusal(ConsumerFailure.Unknown.class, one -> one.edit(edit(1)));
    assertThat(store.letters(mailing)).isEmpty();
  }

  /** So many streams, each behind a dead letter, in order of position. */
  private List<String> dead(Definition consumer, WorkingNode node, int howMany) {
    List<String> streams = Samples.streams(howMany);
    for (String stream : streams) {
      assertThat(node.holds(Samples.dead(consumer, node.lease(stream), stream, record(stream))))
          .isTrue();
    }
    return streams;
  }

  private static int redrive(AwaitedStore store, Which which, double perSecond) {
    Redrive redrive = new Redrive(which, perSecond, "somebody", "it is mended");
    return store.ask(one -> one.redrive(redrive)).count();
  }

  private static int discard(AwaitedStore store, Which which, String why) {
    return store.ask(one -> one.discard(new Discard(which, "somebody", why))).count();
  }

  private static Edit edit(long position) {
    return new Edit("mailing", position, Samples.replacement(), "somebody", "a typo");
  }

  private static Which stream(Definition consumer, String stream) {
    return new Which(consumer.name(), null, null, stream, null, null, null);
  }
}
