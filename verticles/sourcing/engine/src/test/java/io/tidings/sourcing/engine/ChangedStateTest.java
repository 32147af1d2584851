package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.Tidings;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.snapshots.MemorySnapshots;
import io.tidings.wire.EventJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A decider whose state gets another component, and loses it again: JSON of either can be read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangedStateTest {

  /** Counts notes. */
  record Notes(int count) {}

  /** Counts events, and knows the total. */
  record Events(int count, Integer total) {}

  private static final class Noting implements Decider<Orders.Command, Orders.Event, Notes> {

    @Override
    public Notes initial() {
      return new Notes(0);
    }

    @Override
    public Decision<Orders.Event> decide(Orders.Command command, Notes state) {
      return command instanceof Orders.CloseOrder
          ? Decision.accept(new Orders.OrderClosed(state.count()))
          : Decision.accept(new Orders.NoteAdded("n"));
    }

    @Override
    public Notes evolve(Notes state, Orders.Event event) {
      return event instanceof Orders.NoteAdded ? new Notes(state.count() + 1) : state;
    }
  }

  private static final class Counting implements Decider<Orders.Command, Orders.Event, Events> {

    @Override
    public Events initial() {
      return new Events(0, null);
    }

    @Override
    public Decision<Orders.Event> decide(Orders.Command command, Events state) {
      return command instanceof Orders.CloseOrder
          ? Decision.accept(new Orders.OrderClosed(1000 * state.total() + state.count()))
          : Decision.accept(new Orders.NoteAdded("n"));
    }

    @Override
    public Events evolve(Events state, Orders.Event event) {
      return new Events(
          state.count() + 1,
          event instanceof Orders.OrderPlaced placed
              ? Integer.valueOf(placed.total())
              : state.total());
    }
  }

  private final Tidings tidings = Tidings.inProcess();
  private final Sourcing sourcing = Sourcing.of(tidings);

  @AfterEach
  void close() {
    tidings.close().await();
  }

  private <S> RunningDecider run(Decider<Orders.Command, Orders.Event, S> decider, Class<S> state) {
    return sourcing
        .decider("orders", Orders.Command.class, Orders.EVENTS, decider)
        .snapshots(state, SnapshotPolicy.every(1))
        .start()
        .await();
  }

  private int send(Record record) {
    Accepted accepted =
        (Accepted) sourcing.commands().send(sourcing.command("orders", "order-1", record)).await();
    return record instanceof Orders.CloseOrder
        ? EventJson.decode(accepted.events().get(0).data(), Orders.OrderClosed.class).notes()
        : 0;
  }

  /** What is kept of the stream, as soon as it is of this version. */
  private String kept(long version) {
    MemorySnapshots snapshots = MemorySnapshots.of(tidings.vertx());
    return SnapshotTest.awaitVersion(snapshots, "order-1", version).state().text();
  }

  @Test
  void a_snapshot_of_another_record_is_not_read_and_the_state_is_built_from_all_events() {
    tidings.to("order-1").publish(new Orders.OrderPlaced(30)).await();
    RunningDecider noting = run(new Noting(), Notes.class);
    send(new Orders.AddNote("n"));
    assertThat(kept(2)).isEqualTo("{\"count\":1}");
    assertThat(noting.verify("order-1").await()).isEqualTo(new Verified(2, 2, true));
    noting.stop().await();

    RunningDecider counting = run(new Counting(), Events.class);
    assertThat(counting.verify("order-1").await())
        .as("none that fits")
        .isEqualTo(new Verified(0, 2, true));
    assertThat(send(new Orders.CloseOrder())).isEqualTo(30_002);
    assertThat(kept(3)).isEqualTo("{\"count\":3,\"total\":30}");
    assertThat(counting.verify("order-1").await()).isEqualTo(new Verified(3, 3, true));
    counting.stop().await();

    RunningDecider again = run(new Noting(), Notes.class);
    assertThat(send(new Orders.CloseOrder())).isEqualTo(1);
    assertThat(kept(4)).isEqualTo("{\"count\":1}");
    assertThat(again.verify("order-1").await()).isEqualTo(new Verified(4, 4, true));
  }
}
