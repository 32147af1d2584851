package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.Progress;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What was given up as unanswered may be carried out yet, after everything that the owner has said
 * since, under the lease that still holds.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface LateHoldsConformance extends ConsumersFixture {

  @Test
  default void C3_a_failure_that_comes_after_the_event_was_done_holds_nothing() {
    AwaitedStore store = openStore();
    long failed = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Failure failure = failure(mailing, node, failed, 1);
    assertThat(node.holds(failure)).isTrue();
    assertThat(node.moves(Progress.at(store.at(failed)))).isTrue();
    assertThat(node.advances("order-1", failed, true)).isTrue();

    assertThat(node.holds(failure)).as("the lease still holds").isTrue();

    assertThat(store.held(mailing)).isEmpty();
    assertThat(store.status(mailing).retrying()).isZero();
  }

  @Test
  default void C1_a_failure_that_comes_late_does_not_take_the_place_of_a_later_one() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Failure early = failure(mailing, node, first, 1);
    assertThat(node.holds(early)).isTrue();
    assertThat(node.moves(Progress.at(store.at(first)))).isTrue();
    assertThat(node.advances("order-1", first, true)).isTrue();
    assertThat(node.holds(failure(mailing, node, second, 1))).isTrue();

    assertThat(node.holds(early)).isTrue();

    HeldStream held = store.held(mailing, "order-1");
    assertThat(held.position()).isEqualTo(second);
    assertThat(held.state()).isEqualTo(HeldState.RETRYING);
  }

  @Test
  default void C1_a_stream_is_not_let_go_of_for_what_was_done_before_it_failed_again() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    assertThat(node.holds(failure(mailing, node, second, 1))).isTrue();

    for (boolean free : new boolean[] {false, true}) {
      assertThat(node.advances("order-1", first, free)).as("the lease still holds").isTrue();

      HeldStream held = store.held(mailing, "order-1");
      assertThat(held.state()).isEqualTo(HeldState.RETRYING);
      assertThat(held.position()).isEqualTo(second);
    }
  }

  @Test
  default void C5_an_attempt_that_a_later_one_has_overtaken_changes_nothing() {
    AwaitedStore store = openStore();
    long failed = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    assertThat(node.holds(failure(mailing, node, failed, 3))).isTrue();

    assertThat(node.holds(failure(mailing, node, failed, 1))).isTrue();

    assertThat(store.held(mailing, "order-1").attempts()).isEqualTo(3);
  }

  private static Failure failure(
      Definition consumer, WorkingNode node, long position, int attempt) {
    return Samples.failure(
        consumer,
        node.lease("order-1"),
        "order-1",
        position,
        HeldState.RETRYING,
        Samples.LONG,
        Samples.attempt(attempt));
  }
}
