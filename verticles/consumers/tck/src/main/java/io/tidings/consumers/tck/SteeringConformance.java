package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Assignment;
import io.tidings.consumers.Segments.Segment;
import io.tidings.model.Cursor;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Consumers are told to pause, stop, resume, seek and replay while nodes work on them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface SteeringConformance extends ConsumersFixture {

  @Test
  default void a_paused_consumer_is_given_to_nobody_until_it_is_resumed() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    WorkingNode early = store.node(mailing, "early").claims(4);
    early.giveBack(2);

    store.tell(mailing, Command.PAUSE);

    Assignment paused = early.claim();
    assertThat(paused.state()).isEqualTo(State.PAUSED);
    assertThat(paused.reason()).isEqualTo("because");
    assertThat(paused.giveBack()).isEqualTo(2).isEqualTo(paused.segments().size());
    early.giveBackAll();
    early.claims(0);
    store.node(mailing, "late").claims(0);
    assertThat(store.status(mailing).state()).isEqualTo(State.PAUSED);

    store.tell(mailing, Command.RESUME);

    assertThat(early.claim().state()).isEqualTo(State.RUNNING);
    assertThat(early.segments()).hasSize(2);
    assertThat(store.status(mailing).reason()).isNull();
  }

  @Test
  default void an_owner_finishes_what_is_in_work_while_the_consumer_is_paused() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);

    store.tell(mailing, Command.PAUSE);

    assertThat(node.moves(Progress.at(store.at(recorded)))).isTrue();
    node.claims(1);
    assertThat(node.moves(Progress.at(store.at(recorded)))).isTrue();
    assertThat(store.status(mailing).position()).isEqualTo(recorded);
  }

  @Test
  default void a_handler_stops_its_consumer_until_it_is_resumed() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);

    store.tell(mailing, Command.STOP);

    assertThat(node.claim().state()).isEqualTo(State.STOPPED);
    assertThat(store.status(mailing).state()).isEqualTo(State.STOPPED);
    assertThat(store.status(mailing).reason()).isEqualTo("because");
    store.tell(mailing, Command.RESUME);
    assertThat(node.claim().state()).isEqualTo(State.RUNNING);
  }

  @Test
  default void C6_every_change_is_a_row_and_repeating_a_pause_is_none() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node");

    store.tell(mailing, Command.RESUME);
    store.tell(mailing, Command.PAUSE);
    store.tell(mailing, Command.PAUSE);
    store.tell(mailing, Command.RESUME);
    store.tell(mailing, Command.RESUME);
    store.tell(mailing, Command.STOP);
    store.tell(mailing, Command.STOP);
    store.tell(mailing, Command.RESUME);
    store.seek(mailing, store.at(recorded));
    node.claim();
    node.giveBackAll();
    store.reshape(mailing, 2);
    node.claim();
    node.giveBackAll();
    store.change(store.replay(mailing, 0, recorded));

    List<LedgerRow> rows = store.ledger(mailing);
    assertThat(rows)
        .extracting(LedgerRow::action)
        .containsExactly(
            "declare", "pause", "resume", "stop", "resume", "seek", "reshape", "replay");
    assertThat(rows).extracting(LedgerRow::by).containsOnly("me");
    assertThat(rows.subList(1, rows.size())).extracting(LedgerRow::why).containsOnly("because");
    assertThat(rows.subList(5, rows.size())).extracting(LedgerRow::detail).doesNotContainNull();
  }

  @Test
  default void a_seek_waits_until_every_segment_is_given_back() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 4));
    WorkingNode one = store.node(mailing, "one").claims(4);
    one.giveBack(2);
    WorkingNode two = store.node(mailing, "two").claims(2);
    one.claims(2);

    store.seek(mailing, store.at(first));

    for (WorkingNode node : List.of(one, two)) {
      Assignment changing = node.claim();
      assertThat(changing.state()).isEqualTo(State.CHANGING);
      assertThat(changing.giveBack()).isEqualTo(2).isEqualTo(changing.segments().size());
    }
    one.giveBackAll();
    assertThat(one.claim().state()).isEqualTo(State.CHANGING);
    assertThat(store.status(mailing).state()).isEqualTo(State.CHANGING);
    Segment last = two.first();
    assertThat(two.moves(last, Progress.at(store.at(second)))).as("still its own").isTrue();
    two.giveBackAll();

    assertThat(one.claim().state()).isEqualTo(State.RUNNING);
    assertThat(store.status(mailing).segments())
        .hasSize(4)
        .extracting(SegmentStatus::progress)
        .containsOnly(Progress.at(store.at(first)));
  }

  @Test
  default void C4_a_seek_does_not_wait_for_an_owner_whose_lease_is_over() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode frozen = store.mortalNode(mailing, "frozen").claims(2);
    WorkingNode other = store.node(mailing, "other");

    store.seek(mailing, store.at(first));

    store.eventually("the seek", () -> other.claim().state() == State.RUNNING);
    assertThat(frozen.moves(frozen.first(), Progress.at(store.at(second)))).isFalse();
    assertThat(store.status(mailing).position()).isEqualTo(first);
  }

  @Test
  default void C4_who_was_an_owner_before_a_seek_is_none_behind_it() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Segment before = node.first();
    store.seek(mailing, store.at(first));
    node.giveBackAll();

    node.claims(1);

    assertThat(node.first().token()).isGreaterThan(before.token());
    assertThat(node.first().progress()).isEqualTo(Progress.at(store.at(first)));
    assertThat(node.moves(before, Progress.at(store.at(second)))).isFalse();
  }

  @Test
  default void a_seek_back_forgets_the_failures_behind_it() {
    AwaitedStore store = openStore();
    List<String> streams = Samples.streams(2);
    long first = record(streams.get(0));
    long second = record(streams.get(1));
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    for (int at = 0; at < 2; at++) {
      String stream = streams.get(at);
      assertThat(
              node.holds(
                  Samples.dead(mailing, node.lease(stream), stream, at == 0 ? first : second)))
          .isTrue();
    }
    assertThat(node.moves(Progress.at(store.at(second)))).isTrue();

    store.seek(mailing, store.at(first));
    node.giveBackAll();
    node.claims(1);

    assertThat(store.held(mailing)).extracting(HeldStream::position).containsExactly(first);
    assertThat(store.status(mailing).dead()).isEqualTo(1);
  }

  @Test
  default void a_seek_forth_keeps_the_failures_before_it() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    assertThat(node.holds(Samples.dead(mailing, node.lease("order-1"), "order-1", first))).isTrue();

    store.seek(mailing, store.at(second));
    node.giveBackAll();
    node.claims(1);

    assertThat(node.first().progress()).isEqualTo(Progress.at(store.at(second)));
    assertThat(store.held(mailing)).extracting(HeldStream::position).containsExactly(first);
  }

  @Test
  default void a_consumer_that_waits_for_a_seek_may_be_paused_and_stays_so_behind_it() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    store.seek(mailing, store.at(recorded));

    store.tell(mailing, Command.PAUSE);
    node.giveBackAll();

    assertThat(node.claim().state()).isEqualTo(State.PAUSED);
    assertThat(node.segments()).isEmpty();
    assertThat(store.status(mailing).state()).isEqualTo(State.PAUSED);
    assertThat(store.status(mailing).position()).isEqualTo(recorded);
    store.tell(mailing, Command.RESUME);
    node.claims(1);
    assertThat(node.first().progress()).isEqualTo(Progress.at(store.at(recorded)));
  }

  @Test
  default void a_change_says_where_to() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    store.declare(Samples.consumer("mailing", 1));
    Cursor end = store.at(recorded);

    for (Change lacking :
        List.of(
            new Change("mailing", Command.SEEK, null, null, 0, false, "me", "why"),
            new Change("mailing", Command.REPLAY, null, end, 0, false, "me", "why"),
            new Change("mailing", Command.REPLAY, end, null, 0, false, "me", "why"))) {
      store.refusal(ConsumerFailure.Invalid.class, one -> one.change(lacking));
    }
  }

  @Test
  default void one_change_at_a_time() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 2));
    WorkingNode node = store.node(mailing, "node").claims(2);
    store.seek(mailing, store.at(recorded));

    store.refusal(
        ConsumerFailure.Conflict.class,
        one ->
            one.change(
                new Change("mailing", Command.RESHAPE, null, null, 3, false, "me", "because")));
    store.refusal(
        ConsumerFailure.Conflict.class, one -> one.change(store.replay(mailing, 0, recorded)));

    node.giveBackAll();
    node.claims(2);
    assertThat(store.status(mailing).position()).isEqualTo(recorded);
    assertThat(store.ledger(mailing))
        .extracting(LedgerRow::action)
        .containsExactly("declare", "seek");
  }

  @Test
  default void nobody_is_told_anything() {
    AwaitedStore store = openStore();

    for (Command command : List.of(Command.PAUSE, Command.RESUME, Command.STOP)) {
      store.refusal(
          ConsumerFailure.Unknown.class,
          one -> one.change(new Change("nobody", command, null, null, 0, false, "me", "because")));
    }
  }
}
