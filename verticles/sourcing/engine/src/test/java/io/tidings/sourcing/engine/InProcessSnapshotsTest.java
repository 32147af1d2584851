package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidings.Tidings;
import io.tidings.model.EventFamily;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.commands.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Snapshots as the tests of users have them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InProcessSnapshotsTest {

  private final Tidings tidings = Tidings.inProcess();
  private final Sourcing sourcing = Sourcing.of(tidings);

  @AfterEach
  void close() {
    tidings.close().await();
  }

  private DeciderBuilder<Orders.Command, Orders.Event, Orders.State> orders(Sourcing sourcing) {
    return sourcing.decider("orders", Orders.Command.class, Orders.EVENTS, new Orders());
  }

  private void send(Record record) {
    Command command = sourcing.command("orders", "order-1", record);
    sourcing.commands().send(command).await();
  }

  @Test
  void snapshots_are_kept_in_memory_for_whoever_runs_the_decider_later() {
    RunningDecider first =
        orders(sourcing).snapshots(Orders.State.class, SnapshotPolicy.every(2)).start().await();
    send(new Orders.PlaceOrder(30));
    send(new Orders.AddNote("second"));
    send(new Orders.AddNote("third"));
    await().until(() -> first.verify("order-1").await().snapshot() == 2);
    first.stop().await();

    RunningDecider later =
        orders(Sourcing.of(tidings.as("/elsewhere")))
            .snapshots(Orders.State.class, SnapshotPolicy.every(2))
            .start()
            .await();

    assertThat(later.verify("order-1").await()).isEqualTo(new Verified(2, 3, true));
  }

  @Test
  void processes_do_not_share_them() {
    orders(sourcing).snapshots(Orders.State.class, SnapshotPolicy.every(1)).start().await();
    send(new Orders.PlaceOrder(30));

    Tidings other = Tidings.inProcess();
    RunningDecider elsewhere =
        orders(Sourcing.of(other))
            .snapshots(Orders.State.class, SnapshotPolicy.every(1))
            .start()
            .await();

    assertThat(elsewhere.verify("order-1").await()).isEqualTo(new Verified(0, 0, true));
    other.close().await();
  }

  /** Each time it is read it is larger. */
  record Growing(int size) {
    Growing {
      size++;
    }
  }

  private static final class Sizes
      implements Decider<RiggedDecider.Take, RiggedDecider.Event, Growing> {

    @Override
    public Growing initial() {
      return new Growing(0);
    }

    @Override
    public Decision<RiggedDecider.Event> decide(RiggedDecider.Take command, Growing state) {
      return Decision.accept(new RiggedDecider.Taken(command.text()));
    }

    @Override
    public Growing evolve(Growing state, RiggedDecider.Event event) {
      return state;
    }
  }

  @Test
  void a_state_that_does_not_come_back_equal_from_json_is_found_out() {
    RunningDecider running =
        sourcing
            .decider(
                "notes",
                RiggedDecider.Take.class,
                EventFamily.of(RiggedDecider.Event.class).build(),
                new Sizes())
            .snapshots(Growing.class, SnapshotPolicy.every(1))
            .start()
            .await();
    sourcing.commands().send(RiggedDecider.take("a")).await();

    assertThatThrownBy(() -> running.verify("notes-1").await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not come back equal from JSON")
        .hasMessageContaining(Growing.class.getName());
  }

  @Test
  void a_decider_without_snapshots_has_none_to_verify() {
    RunningDecider running = orders(sourcing).start().await();

    assertThatThrownBy(() -> running.verify("order-1").await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'orders'");
  }
}
