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
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.wire.EventJson;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import java.util.List;
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
    for (Record event : events) {
      restored.append(Append.of(EventJson.event(event, "/test").stream("order-1").build())).await();
    }
    log.restore(restored);
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
