package io.tidings.sourcing.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidings.log.EventLog;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.snapshots.MemorySnapshots;
import io.tidings.sourcing.snapshots.Snapshot;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SnapshotTest {

  private static final String STREAM = "order-1";

  private final Vertx vertx = Vertx.vertx();
  private final RiggedLog log = new RiggedLog(new MemoryEventLog());
  private final MemorySnapshots snapshots = new MemorySnapshots();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private TestNode node(int version, int every) {
    return node(snapshots, version, every);
  }

  private TestNode node(Snapshots kept, int version, int every) {
    Keeper.Plan<Orders.State> plan =
        new Keeper.Plan<>(Orders.State.class, version, SnapshotPolicy.every(every));
    return new TestNode(vertx, log, kept, plan, DeciderLimits.defaults());
  }

  /** A stream of that many events, beginning with a placed order. */
  private static void fill(EventLog log, int events) {
    log.append(Append.of(event(new Orders.OrderPlaced(30)))).await();
    for (int from = 1; from < events; from += 1000) {
      List<NewEvent> batch =
          IntStream.range(from, Math.min(events, from + 1000))
              .mapToObj(n -> event(new Orders.NoteAdded("n")))
              .toList();
      log.append(new Append(batch, Map.of())).await();
    }
  }

  private static NewEvent event(Record record) {
    return EventJson.event(record, "/test").stream(STREAM).build();
  }

  static Snapshot awaitVersion(Snapshots snapshots, String stream, long version) {
    return await()
        .until(
            () -> snapshots.load("orders", stream).await(),
            found -> found.filter(one -> one.version() == version).isPresent())
        .orElseThrow();
  }

  @Test
  void of_a_stream_of_100000_events_only_the_tail_is_read() {
    fill(log, 100_000);
    TestNode first = node(1, 500);
    first.send(STREAM, new Orders.AddNote("all is read once"));
    assertThat(log.eventsRead.get()).isEqualTo(100_000);
    awaitVersion(snapshots, STREAM, 100_000);
    fill(log, 20);
    log.eventsRead.set(0);

    Accepted closed = (Accepted) node(1, 500).send(STREAM, new Orders.CloseOrder());

    assertThat(log.eventsRead.get()).isEqualTo(22);
    assertThat(closed.version()).isEqualTo(100_000 + 1 + 20 + 2);
    assertThat(closed.events().get(1).data().text()).isEqualTo("{\"notes\":100020}");
  }

  @Test
  void a_snapshot_is_taken_each_time_that_so_many_events_have_been_added() {
    TestNode node = node(1, 10);
    node.send(STREAM, new Orders.PlaceOrder(30));
    for (int n = 2; n < 10; n++) {
      node.send(STREAM, new Orders.AddNote("n"));
    }
    assertThat(snapshots.load("orders", STREAM).await()).isEmpty();

    node.send(STREAM, new Orders.AddNote("tenth"));

    Snapshot taken = awaitVersion(snapshots, STREAM, 10);
    assertThat(taken.state().text())
        .isEqualTo("{\"placed\":true,\"total\":30,\"paid\":false,\"notes\":9}");
  }

  @Test
  void states_of_another_shape_are_built_from_all_events_again() {
    fill(log, 100);
    node(1, 50).send(STREAM, new Orders.AddNote("n"));
    awaitVersion(snapshots, STREAM, 100);
    log.eventsRead.set(0);

    TestNode changed = node(2, 50);
    Accepted closed = (Accepted) changed.send(STREAM, new Orders.CloseOrder());

    assertThat(log.eventsRead.get()).isEqualTo(101);
    assertThat(changed.count("snapshots", "what", "outdated")).isEqualTo(1);
    assertThat(closed.events().get(1).data().text()).isEqualTo("{\"notes\":101}");
    assertThat(awaitVersion(snapshots, STREAM, 101).shape()).startsWith("2-");
  }

  @Test
  void L7_a_snapshot_of_a_lost_history_is_forgotten() {
    fill(log, 20);
    RecordedEvent last = TestNode.stream(log, STREAM).get(19);
    Snapshot good = taken(20, last.position(), last.epoch(), 19);
    Snapshot beyond = taken(30, 30, last.epoch(), 29);
    Snapshot elsewhere = taken(20, last.position(), last.epoch() - 1, 99);

    assertThat(notesBy(good)).isEqualTo(20);
    assertThat(notesBy(beyond)).isEqualTo(21);
    assertThat(notesBy(elsewhere)).isEqualTo(22);
  }

  private int notesBy(Snapshot found) {
    MemorySnapshots kept = new MemorySnapshots();
    kept.save(found).await();
    Accepted closed = (Accepted) node(kept, 1, 1000).send(STREAM, new Orders.CloseOrder());
    return EventJson.decode(closed.events().get(1).data(), Orders.OrderClosed.class).notes();
  }

  private static Snapshot taken(long version, long position, long epoch, int notes) {
    String state = "{\"placed\":true,\"total\":30,\"paid\":false,\"notes\":" + notes + "}";
    return new Snapshot(
        "orders",
        STREAM,
        Shape.of(Orders.State.class, 1),
        version,
        position,
        epoch,
        Data.of(Data.Form.JSON, state.getBytes(UTF_8)));
  }

  @Test
  void a_snapshot_that_differs_from_its_events_is_found_out_and_deleted() {
    fill(log, 20);
    RecordedEvent last = TestNode.stream(log, STREAM).get(19);
    snapshots.save(taken(20, last.position(), last.epoch(), 7)).await();
    TestNode node = node(1, 1000);

    assertThat(node.runner.verify(STREAM).await()).isEqualTo(new Verified(20, 20, false));

    assertThat(snapshots.load("orders", STREAM).await()).isEmpty();
    assertThat(node.runner.verify(STREAM).await()).isEqualTo(new Verified(0, 20, true));
    assertThat(node.count("snapshots", "what", "refuted")).isEqualTo(1);
  }

  @Test
  void a_sound_snapshot_is_verified_with_what_has_followed() {
    fill(log, 100);
    TestNode node = node(1, 50);
    node.send(STREAM, new Orders.AddNote("n"));
    awaitVersion(snapshots, STREAM, 100);

    assertThat(node.runner.verify(STREAM).await()).isEqualTo(new Verified(100, 101, true));
  }

  @Test
  void commands_go_on_where_snapshots_fail() {
    fill(log, 20);
    Snapshots failing =
        new Snapshots() {
          @Override
          public Future<Optional<Snapshot>> load(String decider, String stream) {
            return Future.failedFuture("no snapshots today");
          }

          @Override
          public Future<Void> save(Snapshot snapshot) {
            return Future.failedFuture("no snapshots today");
          }

          @Override
          public Future<Void> delete(String decider, String stream) {
            return Future.failedFuture("no snapshots today");
          }
        };

    TestNode node = node(failing, 1, 10);

    assertThat(((Accepted) node.send(STREAM, new Orders.AddNote("n"))).version()).isEqualTo(21);
    assertThat(node.count("snapshots", "what", "failed")).isEqualTo(2);
    assertThatThrownBy(() -> node.runner.verify(STREAM).await())
        .as("nothing was compared")
        .hasMessageContaining("no snapshots today");
  }
}
