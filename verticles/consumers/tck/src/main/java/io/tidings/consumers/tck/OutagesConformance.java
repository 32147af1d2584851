package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.Definition;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.Segments.Lease;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** C5: attempts that were outages of what a handler needs are told from those that count. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface OutagesConformance extends ConsumersFixture {

  @Test
  default void C5_how_many_attempts_were_outages_survives_the_move_to_another_node() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode one = store.node(mailing, "one").claims(1);
    Lease lease = one.lease("order-1");
    assertThat(one.holds(failure(mailing, lease, recorded, 1, 1))).isTrue();
    assertThat(one.holds(failure(mailing, lease, recorded, 2, 2))).isTrue();
    assertThat(one.holds(failure(mailing, lease, recorded, 3, 2))).isTrue();
    one.giveBackAll();
    one.leave();

    store.node(mailing, "two").claims(1);

    HeldStream held = store.held(mailing, "order-1");
    assertThat(held.attempts()).isEqualTo(3);
    assertThat(held.outages()).isEqualTo(2);
  }

  @Test
  default void C5_where_attempts_are_counted_anew_there_has_been_no_outage() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Lease lease = node.lease("order-1");
    assertThat(node.holds(failure(mailing, lease, recorded, 2, 1))).isTrue();

    Redrive redrive = new Redrive(Samples.any(mailing), 0, "somebody", "it is mended");
    assertThat(store.ask(one -> one.redrive(redrive)).count()).isEqualTo(1);

    assertThat(store.held(mailing, "order-1").outages()).isZero();
    assertThat(node.holds(failure(mailing, lease, recorded, 1, 1))).isTrue();
    assertThat(store.held(mailing, "order-1").outages()).isEqualTo(1);
    assertThat(node.advances("order-1", recorded, false)).isTrue();
    assertThat(store.held(mailing, "order-1").outages()).isZero();
  }

  private static Failure failure(
      Definition consumer, Lease lease, long position, int attempt, int outages) {
    Failure failure =
        Samples.failure(
            consumer,
            lease,
            "order-1",
            position,
            HeldState.RETRYING,
            Samples.LONG,
            Samples.attempt(attempt));
    return new Failure(
        failure.consumer(),
        failure.lease(),
        failure.stream(),
        failure.slot(),
        failure.event(),
        failure.state(),
        failure.due(),
        failure.attempt(),
        outages);
  }
}
