package io.tidings.sourcing.sagas;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
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
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.persistence.ScheduleConfig;
import io.tidings.persistence.ScheduleVerticle;
import io.tidings.sourcing.SagaState;
import io.tidings.sourcing.engine.Sourcing;
import io.tidings.sourcing.sagas.Crash.When;
import io.tidings.sourcing.sagas.Shop.DeskCommand;
import io.tidings.sourcing.sagas.Shop.State;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that end at each thing that a saga does, on PostgreSQL; the next one goes on. */
@Timeout(180)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SagaCrashIT {

  /** How an order goes, which its name tells the shop, and how many things the saga does for it. */
  private enum Story {
    /** Steps, commands, a time-out set and cancelled, a rejection, a compensation. */
    FAR(
        11,
        List.of("reserved", "paid", "refunded", "released"),
        List.of("stepped", "stepped", "command-rejected", "stepped")),

    /** Steps, commands, a time-out that comes, a compensation. */
    LATE(5, List.of("reserved", "released"), List.of("stepped", "timed-out", "stepped"));

    private final int operations;
    private final List<String> desk;
    private final List<String> saga;

    Story(int operations, List<String> desk, List<String> saga) {
      this.operations = operations;
      this.desk = desk;
      this.saga = saga;
    }
  }

  /** An order at one of whose operations the node ends, or behind the last of them. */
  private record Told(Story story, int operation, When when) {

    String order() {
      return "%s-%d-%s".formatted(story, operation, when).toLowerCase(Locale.ROOT);
    }

    boolean crashes() {
      return operation <= story.operations;
    }

    static List<Told> all() {
      List<Told> all = new ArrayList<>();
      for (Story story : Story.values()) {
        for (When when : When.values()) {
          IntStream.rangeClosed(1, story.operations + 1)
              .forEach(operation -> all.add(new Told(story, operation, when)));
        }
      }
      return all;
    }
  }

  private static final EngineConfig QUICK =
      new EngineConfig(
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(20),
          100,
          Duration.ofMillis(50));

  /** A node ends when so many orders have crashed on it; a segment has room for more that stand. */
  private static final int AT_ONCE = 9;

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

    boolean ended(Told one) {
      return saga.instance(one.order()).await().map(SagaState::ended).orElse(false);
    }

    Map<String, List<String>> types() {
      return tidings
          .log()
          .read(Query.after(Cursor.START, Filter.ALL, 1000))
          .await()
          .events()
          .stream()
          .collect(groupingBy(RecordedEvent::stream, mapping(RecordedEvent::type, toList())));
    }
  }

  @Test
  void N1_whatever_a_node_ends_at_the_next_one_goes_on_and_nothing_is_done_twice() {
    List<Told> all = Told.all();
    Node node = new Node("node-0");
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<Told> some = all.subList(from, Math.min(from + AT_ONCE, all.size()));
      crash(node, some);
      node.end();
      node = new Node("node-" + (from + 1));
      awaitEnds(node, some);
    }

    Node last = node;
    eventually().untilAsserted(() -> requireTold(last.types(), all));
    eventually().until(() -> last.tidings.schedule().list(null, 10).await().entries().isEmpty());
    last.end();
  }

  /** All of them at once, until none goes any further. */
  private static void crash(Node node, List<Told> some) {
    List<Future<Void>> crashes = new ArrayList<>();
    for (Told one : some) {
      Future<Void> crashed = node.crash.at(one.order(), one.operation(), one.when());
      if (one.crashes()) {
        crashes.add(crashed);
      }
      node.tidings.to("order-" + one.order()).publish(new Shop.Ordered(one.order())).await();
    }
    Future.all(crashes).await();
    awaitEnds(node, some.stream().filter(one -> !one.crashes()).toList());
  }

  private static void awaitEnds(Node node, List<Told> some) {
    eventually().until(() -> some.stream().allMatch(node::ended));
  }

  private static void requireTold(Map<String, List<String>> types, List<Told> all) {
    for (Told one : all) {
      assertThat(types.get("desk-" + one.order()))
          .as(one.order())
          .isEqualTo(one.story().desk.stream().map("desk."::concat).toList());
      assertThat(types.get("shop_order-" + one.order()))
          .as(one.order())
          .isEqualTo(one.story().saga.stream().map("shop-order.saga-"::concat).toList());
    }
  }

  private static ConditionFactory eventually() {
    return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50));
  }
}
