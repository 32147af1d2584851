package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.bus.Addresses;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.Refusals;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log served on a bus that crosses sockets. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PersistenceVerticleTest {

  private static final BusLogConfig IMPATIENT =
      new BusLogConfig(Duration.ofMillis(200), Duration.ofSeconds(20), 10);

  /** For logs that never answer: so long does the stop of the verticle wait for them. */
  private static final PersistenceConfig BRIEF =
      new PersistenceConfig(
          2000, 8 << 20, 100, Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final PersistenceCluster cluster = new PersistenceCluster();
  private final MemoryEventLog log = new MemoryEventLog();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void N1_what_a_node_cannot_record_itself_it_has_recorded_by_another() {
    Vertx cutOff = cluster.persistenceNode(new HeldLog(log), BRIEF);
    cluster.persistenceNode(log);
    EventLog local = new BusEventLog(cutOff, IMPATIENT, true);

    AppendResult result = local.append(Append.of(event("1"))).await();

    assertThat(result).isInstanceOf(AppendResult.Recorded.class);
    assertThat(log.head().await().position()).isEqualTo(1);
  }

  @Test
  void D2_every_node_sees_what_two_persistence_nodes_record_in_one_order() {
    Vertx first = cluster.persistenceNode(log);
    Vertx second = cluster.persistenceNode(log);
    Vertx third = cluster.node();
    List<List<Long>> seen = List.of(follow(first), follow(second), follow(third));
    EventLog remote = PersistenceCluster.remoteLog(third);

    for (int at = 0; at < 300; at++) {
      remote.append(Append.of(event("" + at)));
    }

    List<Long> all = LongStream.rangeClosed(1, 300).boxed().toList();
    for (List<Long> node : seen) {
      await().until(() -> node.size() == 300);
      assertThat(node).isEqualTo(all);
    }
  }

  @Test
  void D2_an_append_by_somebody_else_is_announced() {
    Hints hints = new Hints();
    Vertx node = cluster.node();
    PersistenceConfig config = PersistenceConfig.defaults();
    node.deployVerticle(new PersistenceVerticle(log, hints, config)).await();
    List<Long> seen = follow(node);

    log.append(Append.of(event("1"))).await();
    hints.hint();

    await().atMost(Duration.ofMillis(900)).until(() -> seen.equals(List.of(1L)));
  }

  @Test
  void N1_a_request_is_repeated_when_the_node_that_took_it_is_gone() {
    HeldLog held = new HeldLog();
    PersistenceConfig impatient =
        new PersistenceConfig(
            10, 1 << 20, 10, Optional.of(1L << 20), Duration.ofMillis(500), Duration.ofSeconds(1));
    Vertx doomed = cluster.persistenceNode(held, impatient);
    Vertx client = cluster.node();
    BusLogConfig config = new BusLogConfig(Duration.ofMillis(500), Duration.ofSeconds(20), 100);
    var answer = new BusEventLog(client, config, false).append(Append.of(event("1")));
    await().until(held::holds);

    held.commitAndFail(new LogFailure.Unavailable("the node died", null));
    doomed.close().await();
    cluster.persistenceNode(log);

    assertThat(answer.await()).isInstanceOf(AppendResult.Recorded.class);
  }

  @Test
  void G2_an_append_that_may_be_recorded_is_never_told_to_have_been_refused() {
    Vertx node = cluster.node();
    AtomicInteger asked = new AtomicInteger();
    node.eventBus()
        .consumer(
            Addresses.APPEND,
            request -> {
              if (asked.getAndIncrement() > 0) {
                request.reply(
                    Refusals.of(new LogFailure.Overloaded("full", Duration.ofSeconds(1))));
              }
            });
    BusLogConfig config = new BusLogConfig(Duration.ofMillis(200), Duration.ofMillis(600), 100);

    var answer = new BusEventLog(node, config, true).append(Append.of(event("1")));

    await().until(answer::isComplete);
    assertThat(answer.cause()).isInstanceOf(LogFailure.Unavailable.class);
    assertThat(asked.get()).isGreaterThan(2);
  }

  @Test
  void without_a_persistence_node_the_log_is_unavailable() {
    Vertx client = cluster.node();
    BusLogConfig config = new BusLogConfig(Duration.ofMillis(200), Duration.ofMillis(500), 100);

    var head = new BusEventLog(client, config, false).head();

    await().until(head::isComplete);
    assertThat(head.cause())
        .isInstanceOf(LogFailure.Unavailable.class)
        .hasMessageContaining("no persistence node answered log.head");
  }

  @Test
  void a_node_that_would_serve_another_log_is_refused() {
    cluster.persistenceNode(log);
    MemoryEventLog another = new MemoryEventLog(log.head().await().epoch() + 1);

    assertThatThrownBy(() -> cluster.persistenceNode(another))
        .hasMessageContaining("serves another log")
        .hasMessageContaining("cluster.name");
  }

  @Test
  void G3_requests_in_flight_are_bounded() {
    HeldLog held = new HeldLog();
    Vertx node = cluster.persistenceNode(held, BRIEF);
    BusLogConfig config = new BusLogConfig(Duration.ofSeconds(2), Duration.ofSeconds(2), 2);
    EventLog bounded = new BusEventLog(node, config, true);
    bounded.append(Append.of(event("1")));
    bounded.append(Append.of(event("2")));

    var refused = bounded.append(Append.of(event("3")));

    assertThat(refused.cause()).isInstanceOf(LogFailure.Overloaded.class);
  }

  @Test
  void what_cannot_be_understood_is_refused_for_good() {
    Vertx node = cluster.persistenceNode(log);

    Object answer = node.eventBus().request(Addresses.APPEND, "hello").await().body();

    assertThat(answer.toString()).contains("INVALID").contains("hello");
  }

  private static List<Long> follow(Vertx node) {
    Tail tail = new Tail(node, PersistenceCluster.remoteLog(node), TailConfig.defaults());
    List<Long> seen = new CopyOnWriteArrayList<>();
    node.eventBus()
        .<RecordedEvent>localConsumer(
            Addresses.event("test.happened"), message -> seen.add(message.body().position()));
    tail.start().await();
    return seen;
  }

  private static NewEvent event(String id) {
    return NewEvent.builder(id, "/test", "test.happened").stream("order-" + id).build();
  }
}
