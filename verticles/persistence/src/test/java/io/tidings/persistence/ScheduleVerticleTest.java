package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.memory.MemorySchedule;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.Scheduled.State;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.Samples;
import io.tidings.model.Append;
import io.tidings.model.Filter;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that record what is due, on a bus that crosses sockets. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScheduleVerticleTest {

  private static final ScheduleConfig QUICK =
      new ScheduleConfig(50, Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofDays(1));

  private final PersistenceCluster cluster = new PersistenceCluster();
  private final MemoryEventLog log = new MemoryEventLog();
  private final MemorySchedule store = new MemorySchedule();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void S3_what_is_scheduled_on_a_node_without_a_database_is_recorded_when_it_is_due() {
    recording(cluster.persistenceNode(log));
    Schedule remote = remote(cluster.node());

    remote
        .schedule(ScheduleRequest.after("one", Duration.ofMillis(200), append("one", "order-1")))
        .await();

    await().until(() -> state("one") == State.RECORDED);
    RecordedEvent event = recorded().get(0);
    Scheduled scheduled = store.get("one").await().orElseThrow();
    assertThat(event.id()).isEqualTo("one");
    assertThat(event.recordedAt()).isAfterOrEqualTo(scheduled.due());
    assertThat(scheduled.recorded().position()).isEqualTo(event.position());
  }

  @Test
  void S2_nodes_that_race_record_each_append_once() {
    for (int node = 0; node < 3; node++) {
      recording(cluster.persistenceNode(log));
    }
    Instant due = Instant.now().plusMillis(300);
    List<String> ids = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
    ids.forEach(id -> store.schedule(ScheduleRequest.at(id, due, append(id, "order-" + id))));

    await().until(() -> store.list(null, 1).await().entries().isEmpty());

    assertThat(recorded()).extracting(RecordedEvent::id).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void S2_what_a_node_has_recorded_that_died_before_it_could_say_so_is_recorded_once() {
    HeldLog dying = new HeldLog(log);
    Vertx doomed = cluster.persistenceNode(dying);
    recording(doomed);
    store.schedule(ScheduleRequest.at("one", Instant.now(), append("one", "order-1")));
    await().until(dying::holds);

    dying.commitAndFail(new LogFailure.Unavailable("the node is about to die", null));
    await().until(() -> recorded().size() == 1);
    recording(cluster.persistenceNode(log));

    await().until(() -> state("one") == State.RECORDED);
    assertThat(recorded()).hasSize(1);
    await().until(dying::holds);
    dying.commit();
  }

  @Test
  void S4_what_is_cancelled_in_time_is_not_recorded() {
    recording(cluster.persistenceNode(log));
    Schedule remote = remote(cluster.node());
    Instant due = Instant.now().plusMillis(400);
    remote.schedule(ScheduleRequest.at("no", due, append("no", "order-1"))).await();
    remote.schedule(ScheduleRequest.at("yes", due, append("yes", "order-1"))).await();

    assertThat(remote.cancel("no").await()).isEqualTo(Cancellation.CANCELLED);

    await().until(() -> state("yes") == State.RECORDED);
    assertThat(recorded()).extracting(RecordedEvent::id).containsExactly("yes");
    assertThat(remote.cancel("yes").await()).isEqualTo(Cancellation.TOO_LATE);
  }

  @Test
  void an_append_that_the_log_refuses_is_kept_as_failed_and_holds_nobody_up() {
    recording(cluster.persistenceNode(log));
    log.append(append("taken", "order-1")).await();
    Instant due = Instant.now();
    Append stale = Append.to("order-1", 0, Samples.event("order-1", "stale"));
    store.schedule(ScheduleRequest.at("a-stale", due, stale));
    store.schedule(ScheduleRequest.at("b-reused", due, append("taken", "order-2")));
    store.schedule(ScheduleRequest.at("c-good", due, append("good", "order-1")));

    await().until(() -> state("c-good") == State.RECORDED);

    await().until(() -> state("a-stale") == State.FAILED && state("b-reused") == State.FAILED);
    assertThat(store.get("a-stale").await().orElseThrow().problem())
        .contains("'order-1' is at version", "not 0");
    assertThat(store.get("b-reused").await().orElseThrow().problem()).contains("'taken'");
  }

  @Test
  void what_no_log_can_take_is_told_apart_from_what_came_with_it() {
    EventLog picky = new PickyLog(log, "poison");
    recording(cluster.persistenceNode(picky));
    Instant due = Instant.now();
    List<String> ids = List.of("a", "poison", "z");
    ids.forEach(id -> store.schedule(ScheduleRequest.at(id, due, append(id, "order-1"))));

    await().until(() -> state("poison") == State.FAILED);
    await().until(() -> state("a") == State.RECORDED && state("z") == State.RECORDED);

    assertThat(store.get("poison").await().orElseThrow().problem()).isEqualTo("indigestible");
  }

  @Test
  void N2_a_node_that_stops_settles_what_it_has_taken() {
    HeldLog slow = new HeldLog();
    Vertx node = cluster.persistenceNode(slow);
    String id = recording(node);
    store.schedule(ScheduleRequest.at("one", Instant.now(), append("one", "order-1")));
    await().until(slow::holds);

    var stopped = node.undeploy(id);
    slow.commit();
    stopped.await();

    assertThat(state("one")).isEqualTo(State.RECORDED);
  }

  private String recording(Vertx node) {
    return node.deployVerticle(
            new ScheduleVerticle(store, PersistenceCluster.localLog(node), QUICK))
        .await();
  }

  private static Schedule remote(Vertx node) {
    return new BusSchedule(node, BusLogConfig.defaults(), false);
  }

  private State state(String id) {
    return store.get(id).await().orElseThrow().state();
  }

  private List<RecordedEvent> recorded() {
    return new ArrayList<>(new AwaitedLog(log).readAll(Filter.ALL));
  }

  private static Append append(String id, String stream) {
    return Append.of(Samples.event(stream, id));
  }
}
