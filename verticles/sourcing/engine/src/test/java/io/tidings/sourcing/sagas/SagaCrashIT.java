package io.tidings.sourcing.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.Tidings;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.postgres.PostgresConsumerStore;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.log.postgres.PostgresSchedule;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.persistence.ScheduleConfig;
import io.tidings.persistence.ScheduleVerticle;
import io.tidings.sourcing.engine.Sourcing;
import io.tidings.sourcing.sagas.Shop.DeskCommand;
import io.tidings.sourcing.sagas.Shop.State;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that ends at each thing that a saga does, on PostgreSQL; the next one goes on. */
@Timeout(180)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SagaCrashIT {

  /** Steps, commands, time-outs set and cancelled, and a rejection: what the story below takes. */
  private static final int OPERATIONS = 11;

  private static final EngineConfig QUICK =
      new EngineConfig(
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(20),
          100,
          Duration.ofMillis(50));

  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() {
    server =
        EmbeddedPostgres.temporary(
            Options.defaults().withBinariesDirectory(Path.of("target", "postgres-unpacked")));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** A node of its own bus. */
  private static final class Node {

    final Crash crash = new Crash();
    final Vertx vertx = Vertx.vertx();
    final Tidings tidings;
    final RunningSaga<State> saga;

    Node(String name) {
      TidingsCodec.register(vertx);
      PostgresLogConfig config = PostgresLogConfig.of(server.uri());
      PostgresEventLog postgres = PostgresEventLog.open(vertx, config).await();
      PostgresConsumerStore store = PostgresConsumerStore.open(vertx, config).await();
      EventLog log = new BusEventLog(vertx, BusLogConfig.defaults(), true);
      vertx.deployVerticle(new PersistenceVerticle(postgres, PersistenceConfig.defaults())).await();
      vertx
          .deployVerticle(
              new ScheduleVerticle(
                  new PostgresSchedule(vertx, config), log, ScheduleConfig.defaults()))
          .await();
      Tail tail = new Tail(vertx, log, TailConfig.defaults());
      BusSchedule schedule = new BusSchedule(vertx, BusLogConfig.defaults(), true);
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      Host host = new Host(vertx, log, tail, store, name, meters, QUICK);
      tidings = new Tidings(host, schedule, "/" + name);
      Sourcing sourcing = Sourcing.of(tidings);
      sourcing.decider("desk", DeskCommand.class, Shop.EVENTS, new Shop.Desk()).start().await();
      Host crashing = new Host(vertx, crash.on(log), tail, store, name, meters, QUICK);
      saga =
          SagaBuilder.of(
                  new Tidings(crashing, crash.on(schedule), "/" + name),
                  crash.on(sourcing.commands()),
                  Shop.saga(Duration.ofHours(1)))
              .segments(1)
              .start()
              .await();
    }

    /** Verticles first: with their connections gone they would wait for them. */
    void end() {
      Future.join(vertx.deploymentIDs().stream().map(vertx::undeploy).toList())
          .transform(undeployed -> vertx.close())
          .await();
    }

    List<RecordedEvent> stream(String stream) {
      return tidings.log().read(Query.stream(stream, 0, 100)).await().events();
    }
  }

  @Test
  void N1_whatever_a_node_ends_at_the_next_one_goes_on_and_nothing_is_done_twice() {
    Node node = new Node("node-0");
    for (int operation = 1; operation <= OPERATIONS + 1; operation++) {
      String order = "far-" + operation;
      node.crash.at(operation);
      node.tidings.to("order-" + order).publish(new Shop.Ordered(order)).await();
      if (operation <= OPERATIONS) {
        node.crash.crashed().await();
      } else {
        SagaFixture.awaitEnd(node.saga, order);
      }
      node.end();
      node = new Node("node-" + operation);
      SagaFixture.awaitEnd(node.saga, order);
    }

    Node last = node;
    for (int operation = 1; operation <= OPERATIONS + 1; operation++) {
      String order = "far-" + operation;
      Awaitility.await().until(() -> last.stream("desk-" + order).size() == 4);
      assertThat(last.stream("desk-" + order))
          .extracting(RecordedEvent::type)
          .containsExactly("desk.reserved", "desk.paid", "desk.refunded", "desk.released");
      assertThat(last.stream("shop_order-" + order))
          .extracting(event -> event.type().substring("shop-order.saga-".length()))
          .containsExactly("stepped", "stepped", "command-rejected", "stepped");
    }
    Awaitility.await()
        .until(() -> last.tidings.schedule().list(null, 10).await().entries().isEmpty());
    last.end();
  }
}
