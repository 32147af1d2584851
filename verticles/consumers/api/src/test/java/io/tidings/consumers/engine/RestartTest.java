package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments;
import io.tidings.model.Cursor;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestartTest {

  private final World world = new World();
  private final Recorder recorder = new Recorder();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void N2_a_stop_amid_work_repeats_nothing_afterwards() {
    recorder.behaviour = delivery -> world.vertx.timer(1, TimeUnit.MILLISECONDS);
    world.record(20, 30);
    ConsumerEngine first = world.start("a", World.definition(4, 3), recorder);
    world.until(() -> recorder.handled().size() > 100);

    first.stop().await();
    assertThat(recorder.running()).isZero();
    assertThat(recorder.handled()).hasSizeLessThan(600);
    world.start("b", World.definition(4, 3), recorder);
    world.awaitCaughtUp();

    assertThat(recorder.times()).hasSize(600).allSatisfy((at, times) -> once(times));
    assertThat(recorder.begun()).noneMatch(Delivery::redelivered);
    assertThat(recorder.violations()).isEmpty();
  }

  @Test
  void C1_what_was_in_work_at_a_crash_is_handled_again_and_what_was_checkpointed_is_not() {
    recorder.behaviour =
        delivery ->
            delivery.event().stream().equals("s-3")
                ? Promise.promise().future()
                : Future.succeededFuture();
    world.record(10, 20);
    ConsumerEngine first = world.start("a", World.definition(1, 10), recorder);
    world.until(
        () -> world.status().segments().stream().allMatch(RestartTest::onlyOneStreamIsLeft));

    first.abandon();
    Recorder second = new Recorder();
    world.start("b", World.definition(1, 10), second);
    world.awaitCaughtUp();

    assertThat(second.handled()).hasSize(20);
    assertThat(second.versions("s-3")).hasSize(20).isSorted();
    assertThat(second.handled()).allMatch(Delivery::redelivered);
  }

  private static boolean onlyOneStreamIsLeft(SegmentStatus segment) {
    return segment.progress().through().position() == 200
        && segment.progress().unfinished().size() == 20;
  }

  @Test
  void C1_nothing_is_lost_when_engines_crash_again_and_again() {
    recorder.behaviour = delivery -> world.vertx.timer(1, TimeUnit.MILLISECONDS);
    world.record(20, 20);
    for (int crash = 1; crash <= 3; crash++) {
      ConsumerEngine engine = world.start("crash-" + crash, World.definition(2, 4), recorder);
      int soFar = recorder.handled().size();
      world.until(() -> recorder.handled().size() > soFar + 50);
      engine.abandon();
    }
    world.start("last", World.definition(2, 4), recorder);

    world.awaitCaughtUp();

    assertThat(recorder.times()).hasSize(400);
  }

  @Test
  void C4_an_engine_that_cannot_reach_the_store_starts_nothing_when_its_lease_has_ended() {
    Outages outages = new Outages(world.store);
    recorder.behaviour = delivery -> world.vertx.timer(2, TimeUnit.MILLISECONDS);
    world.record(10, 30);
    world.start(world.host("a", outages.store()), World.definition(2, 2), recorder);
    world.until(() -> recorder.handled().size() > 10);

    outages.begin();
    Recorder second = new Recorder();
    second.behaviour = recorder.behaviour;
    world.start("b", World.definition(2, 2), second);
    world.until(() -> second.handled().size() > 10);
    world.until(() -> recorder.running() == 0);
    int begun = recorder.begun().size();
    world.until(() -> second.handled().size() > 100);
    assertThat(recorder.begun()).hasSize(begun);

    outages.end();
    world.record(10, 30);
    world.awaitCaughtUp();
    assertThat(owners()).contains("a", "b");
    assertThat(second.violations()).isEmpty();
  }

  @Test
  void work_goes_on_when_the_store_is_back_within_the_lease() {
    Outages outages = new Outages(world.store);
    world.start(world.host("a", outages.store()), World.definition(2, 2), recorder);
    world.until(() -> owners().equals(List.of("a", "a")));
    long token = world.status().segments().get(0).token();

    outages.begin();
    world.record(10, 10);
    world.until(() -> recorder.handled().size() == 100 || outages.refused() > 3);
    outages.end();
    world.awaitCaughtUp();

    assertThat(recorder.times()).hasSize(100).allSatisfy((at, times) -> once(times));
    assertThat(world.status().segments().get(0).token()).isEqualTo(token);
  }

  @Test
  void C4_an_engine_whose_handler_finds_itself_fenced_leaves_the_segment_and_claims_anew() {
    recorder.behaviour =
        delivery ->
            delivery.lease().token() == 1
                ? Future.failedFuture(new Fenced("another has the segment"))
                : Future.succeededFuture();
    world.record(5, 5);
    world.start("a", World.definition(1, 2), recorder);

    world.awaitCaughtUp();

    assertThat(recorder.handled()).hasSize(25);
    assertThat(world.status().retrying()).isZero();
  }

  @Test
  void a_removed_consumer_is_worked_on_no_more() {
    ConsumerEngine engine = world.start("a", World.definition(2, 2), recorder);
    world.store.remove(new Definitions.Removal(World.CONSUMER, "tester", "a test")).await();

    world.until(() -> engine.segments().isEmpty());
  }

  @Test
  void C1_a_released_stream_tells_nothing_of_events_of_other_streams() {
    world.record(6, 1);
    Definition definition = World.definition(1, 5);
    Cursor start = new Cursor(world.log.head().await().epoch(), 0);
    world.store.declare(new Definitions.Declaration(definition, start, false, "tester")).await();
    Segments.Claim claim =
        new Segments.Claim(World.CONSUMER, "former", Duration.ofMinutes(1), List.of());
    Segments.Segment segment = world.store.claim(claim).await().segments().get(0);
    Segments.Lease lease = new Segments.Lease(0, segment.token());
    String stream = "s-0";
    world.store.hold(failed(lease, stream)).await();
    world.store.advance(new HeldStreams.Advance(World.CONSUMER, lease, stream, 6, false)).await();
    Progress progress = new Progress(new Cursor(start.epoch(), 6), List.of(), List.of(6L));
    world
        .store
        .checkpoint(
            new Segments.Checkpoints(
                List.of(
                    new Segments.Checkpoint(
                        World.CONSUMER, lease, progress, null, 5, 0, true, true))))
        .await();

    world.start("a", definition, recorder);
    world.awaitCaughtUp();

    assertThat(recorder.handled()).hasSize(1);
    assertThat(recorder.versions("s-5")).containsExactly(1L);
  }

  private static HeldStreams.Failure failed(Segments.Lease lease, String stream) {
    return new HeldStreams.Failure(
        World.CONSUMER,
        lease,
        stream,
        StreamName.slot(stream),
        new HeldStreams.FailedEvent(1, "counted", "tests", "id-1"),
        HeldStreams.HeldState.RETRYING,
        Duration.ZERO,
        new HeldStreams.Attempt(1, Instant.now(), "former", "recorder", "Broken", "", ""));
  }

  private List<String> owners() {
    return world.status().segments().stream().map(SegmentStatus::owner).toList();
  }

  private static void once(int times) {
    assertThat(times).isEqualTo(1);
  }
}
