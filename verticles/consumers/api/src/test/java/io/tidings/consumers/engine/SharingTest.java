package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharingTest {

  private final World world = new World();
  private final Recorder recorder = new Recorder();

  SharingTest() {
    recorder.behaviour = delivery -> world.vertx.timer(2, TimeUnit.MILLISECONDS);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void N2_one_that_joins_gets_its_share_and_nothing_is_handled_twice() {
    world.record(40, 20);
    start("a");
    world.until(() -> recorder.handled().size() > 50);
    start("b");
    world.until(() -> owned("a") == 4 && owned("b") == 4);
    start("c");
    world.until(() -> owned("c") >= 2 && Set.of(2L, 3L).containsAll(shares()));
    world.record(40, 20);

    world.awaitCaughtUp();

    assertHandledOnce(1600);
  }

  @Test
  void N2_one_that_leaves_hands_over_at_once_and_nothing_is_handled_twice() {
    world.record(40, 20);
    start("a");
    ConsumerEngine b = start("b");
    ConsumerEngine c = start("c");
    world.until(() -> owned("b") >= 2 && owned("c") >= 2 && recorder.handled().size() > 50);

    b.stop().await();
    world.record(40, 20);
    world.until(() -> owned("a") == 4 && owned("c") == 4);
    c.stop().await();
    world.until(() -> owned("a") == 8);
    world.awaitCaughtUp();

    assertHandledOnce(1600);
    assertThat(recorder.begun()).noneMatch(Delivery::redelivered);
  }

  @Test
  void N1_the_segments_of_one_that_died_are_taken_over_when_its_leases_end() {
    world.record(40, 20);
    start("a");
    ConsumerEngine b = start("b");
    world.until(() -> owned("b") == 4 && recorder.handled().size() > 100);

    b.abandon();
    world.until(() -> owned("a") == 8);
    world.awaitCaughtUp();

    assertThat(recorder.times()).hasSize(800);
  }

  @Test
  void it_stops_even_if_a_handler_does_not_end() {
    leaveTwoUnfinished();
    Recorder second = new Recorder();
    world.start("b", World.definition(8, 5), second);
    world.awaitCaughtUp();

    assertThat(second.handled()).hasSize(2).allMatch(Delivery::redelivered);
  }

  @Test
  void it_says_that_events_may_have_been_handled_which_its_own_node_has_not_heard_of() {
    Vertx deaf = Vertx.vertx();
    TidingsCodec.register(deaf);
    try {
      Tail tail = new Tail(deaf, world.log, TailConfig.defaults());
      tail.start().await();
      leaveTwoUnfinished();
      Recorder second = new Recorder();
      world.start(world.host("b", deaf, tail), World.definition(8, 5), second);
      world.awaitCaughtUp();

      assertThat(tail.view().position()).isZero();
      assertThat(second.handled()).hasSize(2).allMatch(Delivery::redelivered);
    } finally {
      deaf.close().await();
    }
  }

  /** Of 20 events, when their first owner has stopped. */
  private void leaveTwoUnfinished() {
    world.config =
        new EngineConfig(
            world.config.lease(),
            world.config.claimInterval(),
            world.config.checkpointInterval(),
            world.config.buffer(),
            Duration.ofMillis(200));
    recorder.behaviour =
        delivery ->
            delivery.event().position() == 5
                ? Promise.promise().future()
                : Future.succeededFuture();
    world.record(10, 2);
    ConsumerEngine engine = start("a");
    world.until(() -> recorder.handled().size() >= 18 && recorder.running() == 1);
    engine.stop().await();
  }

  @Test
  void stopping_twice_is_stopping_once() {
    ConsumerEngine engine = start("a");

    engine.stop().await();
    engine.stop().await();

    assertThat(owned("a")).isZero();
  }

  private ConsumerEngine start(String node) {
    return world.start(node, World.definition(8, 5), recorder);
  }

  private long owned(String node) {
    return owners().stream().filter(node::equals).count();
  }

  private List<String> owners() {
    return world.status().segments().stream()
        .map(SegmentStatus::owner)
        .filter(Objects::nonNull)
        .toList();
  }

  private Set<Long> shares() {
    return owners().stream().map(this::owned).collect(Collectors.toSet());
  }

  private void assertHandledOnce(int events) {
    assertThat(recorder.times()).hasSize(events);
    assertThat(recorder.handled()).hasSize(events);
    assertThat(recorder.violations()).isEmpty();
    Set<String> streams = new HashSet<>();
    recorder.handled().forEach(one -> streams.add(one.event().stream()));
    assertThat(streams).allSatisfy(one -> assertThat(recorder.versions(one)).isSorted());
  }
}
