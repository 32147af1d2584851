package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an engine has to do with its node: verticles, meters, the log's history. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeTest {

  private final World world = new World();
  private final Recorder recorder = new Recorder();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void instances_of_a_verticle_share_the_segments_and_give_them_back_when_undeployed() {
    Host host = world.host("a", world.store);
    world.record(20, 10);
    String deployed =
        world
            .vertx
            .deployVerticle(() -> new Consuming(host), new DeploymentOptions().setInstances(3))
            .await();

    world.until(() -> owners().equals(List.of("a", "a", "a#2", "a#2", "a#3", "a#3")));
    world.awaitCaughtUp();
    assertThat(recorder.handled()).hasSize(200);
    assertThat(recorder.violations()).isEmpty();

    world.vertx.undeploy(deployed).await();
    assertThat(owners()).isEmpty();
  }

  @Test
  void N2_an_undeployed_verticle_gives_its_segments_back_when_the_store_answers_again() {
    world.config =
        new EngineConfig(
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(5),
            100,
            Duration.ofSeconds(5));
    Outages outages = new Outages(world.store);
    world.record(10, 10);
    Host host = world.host("a", outages.store());
    String deployed = world.vertx.deployVerticle(new Consuming(host)).await();
    world.awaitCaughtUp();

    outages.begin();
    Future<Void> undeployed = world.vertx.undeploy(deployed);
    world.until(() -> outages.refused() >= 2);
    outages.end();

    undeployed.await();
    assertThat(owners()).isEmpty();
  }

  private List<String> owners() {
    return world.status().segments().stream()
        .map(SegmentStatus::owner)
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }

  private final class Consuming extends VerticleBase {

    private final Host host;

    private Consuming(Host host) {
      this.host = host;
    }

    @Override
    public Future<?> start() {
      return ConsumerEngine.start(host, World.definition(6, 4), false, recorder);
    }
  }

  @Test
  void meters_tell_what_was_done_and_what_is_left() {
    Host host = world.host("a", world.store);
    recorder.behaviour =
        delivery ->
            switch (delivery.event().stream()) {
              case "s-0" -> Future.failedFuture(new IllegalStateException("poisoned"));
              case "s-1" -> Promise.promise().future();
              default -> Future.succeededFuture();
            };
    world.record(5, 4);
    ConsumerEngine engine = world.start(host, World.definition(2, 4), recorder);
    world.until(() -> world.status().dead() == 1 && recorder.handled().size() == 12);

    MeterRegistry meters = host.meters();
    assertThat(counted(meters, "handled")).isEqualTo(12);
    assertThat(counted(meters, "failed")).isEqualTo(3);
    assertThat(counted(meters, "retries")).isEqualTo(2);
    assertThat(counted(meters, "dead.letters")).isEqualTo(1);
    assertThat(counted(meters, "redelivered")).isZero();
    assertThat(meters.get("tidings.consumer.in.flight").gauge().value()).isEqualTo(1);
    assertThat(meters.get("tidings.consumer.segments").gauge().value()).isEqualTo(2);
    assertThat(meters.get("tidings.consumer.held.streams").gauge().value()).isEqualTo(1);
    world.until(() -> meters.get("tidings.consumer.lag").gauge().value() == 19);
    assertThat(meters.get("tidings.consumer.handler").timer().count()).isEqualTo(15);
    engine.abandon();
  }

  private static double counted(MeterRegistry meters, String name) {
    return meters.get("tidings.consumer." + name).tag("consumer", World.CONSUMER).counter().count();
  }

  @Test
  void L7_a_checkpoint_from_a_lost_future_goes_back_to_what_is_shared() {
    world.record(10, 2);
    long lost = world.log.head().await().epoch() + 1;
    declare(World.definition(2, 4), new Cursor(lost, 500));

    world.start("a", World.definition(2, 4), recorder);

    world.awaitCaughtUp();
    assertThat(recorder.handled()).hasSize(20);
  }

  @Test
  void attributes_are_compared_as_text() {
    Definition all = World.definition(2, 4);
    Definition some =
        new Definition(
            all.name(),
            all.kind(),
            Filter.ALL,
            Map.of("type", "counted", "stream", "s-1"),
            all.start(),
            all.segments(),
            all.inFlight(),
            all.retry(),
            all.onFailure(),
            all.visibility());
    world.record(3, 5);

    world.start("a", some, recorder);
    world.awaitCaughtUp();

    assertThat(recorder.handled()).hasSize(5);
    assertThat(recorder.versions("s-1")).hasSize(5);
  }

  private void declare(Definition definition, Cursor from) {
    world.store.declare(new Definitions.Declaration(definition, from, false, "tester")).await();
  }
}
