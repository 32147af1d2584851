package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.Tidings;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.fixtures.RestorableLog;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.Append;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.snapshots.MemorySnapshots;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.wire.EventJson;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A log that is replaced, as a restored database is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestoredLogTest {

  private final Vertx vertx = Vertx.vertx();
  private final RestorableLog log = new RestorableLog();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void restore(Record... events) {
    EventLog restored = new MemoryEventLog(2);
    fill(restored, events);
    log.restore(restored);
  }

  private static void fill(EventLog log, Record... events) {
    List<NewEvent> all =
        Arrays.stream(events)
            .map(event -> EventJson.event(event, "/test").stream("order-1").build())
            .toList();
    log.append(new Append(all, Map.of())).await();
  }

  private static Record[] withNotes(int notes, Record... before) {
    return Stream.concat(
            Arrays.stream(before),
            IntStream.range(0, notes).mapToObj(n -> new Orders.NoteAdded("n")))
        .toArray(Record[]::new);
  }

  private Tidings tidings() {
    TidingsCodec.register(vertx);
    vertx.deployVerticle(new PersistenceVerticle(log, PersistenceConfig.defaults())).await();
    EventLog bus = new BusEventLog(vertx, BusLogConfig.defaults(), true);
    Host host =
        new Host(
            vertx,
            bus,
            new Tail(vertx, bus, TailConfig.defaults()),
            new MemoryConsumerStore(),
            "test",
            new SimpleMeterRegistry(),
            EngineConfig.defaults());
    return new Tidings(host, new BusSchedule(vertx, BusLogConfig.defaults(), true), "/test");
  }

  @Test
  void L7_a_state_of_a_lost_history_is_found_out_by_the_version_of_its_stream() {
    TestNode node = new TestNode(vertx, log);
    node.send("order-1", new Orders.PlaceOrder(30));
    node.send("order-1", new Orders.PayOrder(30));
    restore(new Orders.OrderPlaced(30));

    Accepted paid = (Accepted) node.send("order-1", new Orders.PayOrder(30));

    assertThat(paid.version()).isEqualTo(2);
  }

  @Test
  void L7_a_state_of_a_lost_history_is_found_out_by_the_last_event_of_its_stream() {
    TestNode node = new TestNode(vertx, log);
    node.send("order-1", new Orders.PlaceOrder(30));
    node.send("order-1", new Orders.PayOrder(30));
    restore(
        new Orders.OrderPlaced(30), new Orders.NoteAdded("other"), new Orders.NoteAdded("other"));

    Accepted closed = (Accepted) node.send("order-1", new Orders.CloseOrder());

    assertThat(closed.events().get(1).data().text()).isEqualTo("{\"notes\":3}");
  }

  @Test
  void L7_states_are_dropped_when_the_node_hears_of_another_epoch() {
    long[] heard = {1};
    TestNode node = new TestNode(vertx, log);
    node.runner.heeding(() -> heard[0]);
    node.send("order-1", new Orders.PlaceOrder(30));
    node.send("order-1", new Orders.PayOrder(30));
    restore(new Orders.OrderPlaced(30), new Orders.NoteAdded("as many events"));
    heard[0] = 2;

    assertThat(node.send("order-1", new Orders.PayOrder(30))).isInstanceOf(Accepted.class);
  }

  @Test
  void L7_a_decider_that_is_alone_on_its_node_hears_of_another_epoch() {
    Tidings tidings = tidings();
    Sourcing sourcing = Sourcing.of(tidings);
    sourcing.decider("orders", Orders.Command.class, Orders.EVENTS, new Orders()).start().await();
    send(sourcing, new Orders.PlaceOrder(30));
    send(sourcing, new Orders.PayOrder(30));

    restore(new Orders.OrderPlaced(30), new Orders.NoteAdded("as many events"));
    await().until(() -> tidings.tail().view().epoch() == 2);

    assertThat(send(sourcing, new Orders.PayOrder(30))).isInstanceOf(Accepted.class);
  }

  private static CommandOutcome send(Sourcing sourcing, Record record) {
    return sourcing.commands().send(sourcing.command("orders", "order-1", record)).await();
  }

  @Test
  void L7_a_state_of_a_lost_history_ends_with_the_append_that_rests_on_it() {
    MemorySnapshots snapshots = new MemorySnapshots();
    TestNode node = keeping(snapshots);
    node.send("order-1", new Orders.PlaceOrder(30));
    node.send("order-1", new Orders.PayOrder(30));
    restore(new Orders.OrderPlaced(30), new Orders.NoteAdded("as many events"));

    Accepted noted = (Accepted) node.send("order-1", new Orders.AddNote("unheard"));
    assertThat(noted.version()).isEqualTo(3);
    assertThat(snapshots.load("orders", "order-1").await().orElseThrow().version()).isEqualTo(2);

    assertThat(node.send("order-1", new Orders.PayOrder(30))).isInstanceOf(Accepted.class);
    Accepted closed = (Accepted) keeping(snapshots).send("order-1", new Orders.CloseOrder());
    assertThat(closed.events().get(1).data().text()).isEqualTo("{\"notes\":3}");
  }

  private TestNode keeping(Snapshots snapshots) {
    Keeper.Plan<Orders.State> plan =
        new Keeper.Plan<>(Orders.State.class, 1, SnapshotPolicy.every(1));
    return new TestNode(vertx, log, snapshots, plan, DeciderLimits.defaults());
  }

  @Test
  void L7_a_stream_is_read_anew_if_the_log_is_restored_between_two_pages() {
    fill(log, withNotes(1498, new Orders.OrderPlaced(30), new Orders.OrderPaid(30)));
    RiggedLog rigged = new RiggedLog(log);
    rigged.afterRead(
        query -> {
          rigged.afterRead(next -> Future.succeededFuture());
          restore(withNotes(1499, new Orders.OrderPlaced(30)));
          return Future.succeededFuture();
        });

    Orders.State state =
        new StreamReader<>(rigged, Orders.EVENTS, new Orders(), (page, fresh) -> {})
            .read("order-1")
            .await()
            .state();

    assertThat(state).isEqualTo(new Orders.State(true, 30, false, 1499));
  }

  @Test
  void L7_what_was_read_before_the_node_heard_of_another_epoch_is_read_anew() {
    fill(log, new Orders.OrderPlaced(30), new Orders.OrderPaid(30));
    RiggedLog rigged = new RiggedLog(log);
    Promise<Void> held = Promise.promise();
    rigged.afterRead(
        query -> {
          rigged.afterRead(next -> Future.succeededFuture());
          return held.future();
        });
    TestNode node = new TestNode(vertx, rigged);
    Future<CommandOutcome> paid =
        node.runner.send(TestNode.command("order-1", new Orders.PayOrder(30)));
    await().until(() -> rigged.eventsRead.get() == 2);

    restore(new Orders.OrderPlaced(30), new Orders.NoteAdded("as many events"));
    node.send("order-2", new Orders.PlaceOrder(30));
    held.complete();

    assertThat(paid.await()).isInstanceOf(Accepted.class);
    assertThat(((Accepted) node.send("order-1", new Orders.CloseOrder())).version()).isEqualTo(5);
  }

  @Test
  void L7_a_live_projection_begins_anew() {
    Tidings tidings = tidings();
    LiveProjection<Orders.State> live =
        Sourcing.of(tidings).live(Orders.EVENTS, Filter.ALL, new Orders()).await();
    tidings
        .to("order-1")
        .publish(List.of(new Orders.OrderPlaced(30), new Orders.OrderPaid(30)))
        .await();
    await().until(() -> live.state().paid());

    restore(new Orders.OrderPlaced(30));
    tidings.to("order-1").publish(new Orders.NoteAdded("after")).await();

    await()
        .untilAsserted(
            () -> assertThat(live.state()).isEqualTo(new Orders.State(true, 30, false, 1)));
    live.close();
  }
}
