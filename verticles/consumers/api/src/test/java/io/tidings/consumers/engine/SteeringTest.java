package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.LedgerQuery;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.Definitions.State;
import io.tidings.model.Cursor;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SteeringTest {

  private final World world = new World();
  private final Recorder recorder = new Recorder();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_paused_consumer_handles_nothing_until_it_is_resumed() {
    world.record(10, 10);
    ConsumerEngine engine = world.start("a", World.definition(4, 4), recorder);
    world.awaitCaughtUp();

    world.change(Command.PAUSE, null, null, 0, false);
    world.until(() -> engine.segments().isEmpty());
    world.record(10, 10);
    assertThat(recorder.handled()).hasSize(100);
    world.change(Command.RESUME, null, null, 0, false);
    world.awaitCaughtUp();

    assertHandledOnce(200);
  }

  @Test
  void a_seek_goes_back_and_forth_while_events_are_handled() {
    recorder.behaviour = delivery -> world.vertx.timer(1, TimeUnit.MILLISECONDS);
    world.record(10, 20);
    world.start("a", World.definition(4, 4), recorder);
    world.start("b", World.definition(4, 4), recorder);
    world.until(() -> recorder.handled().size() > 50);

    world.change(Command.SEEK, null, new Cursor(0, 20), 0, false);
    world.until(() -> world.status().state() == State.RUNNING);
    world.awaitCaughtUp();
    assertThat(recorder.times()).hasSize(200);
    assertThat(recorder.violations()).isEmpty();

    recorder.forget();
    world.change(Command.SEEK, null, new Cursor(0, 150), 0, false);
    world.until(() -> recorder.times().size() == 50);
    assertThat(recorder.times().keySet()).allMatch(position -> position > 150);
  }

  @Test
  void C1_C2_segments_are_split_and_merged_while_events_arrive() {
    recorder.behaviour = delivery -> world.vertx.timer(1, TimeUnit.MILLISECONDS);
    world.record(30, 10);
    ConsumerEngine a = world.start("a", World.definition(4, 4), recorder);
    ConsumerEngine b = world.start("b", World.definition(4, 4), recorder);
    world.until(() -> recorder.handled().size() > 50);

    for (int segments : new int[] {8, 2, 3, 16, 1}) {
      int before = recorder.handled().size();
      world.change(Command.RESHAPE, null, null, segments, false);
      world.record(30, 10);
      world.until(
          () ->
              world.status().state() == State.RUNNING
                  && world.status().segments().size() == segments);
      world.until(() -> recorder.handled().size() > before + 20);
      // The store in memory tells unfinished positions to segments that they are no business of.
      world.until(() -> resumed(a) + resumed(b) == segments);
    }
    world.awaitCaughtUp();

    assertHandledOnce(1800);
    for (int stream = 0; stream < 30; stream++) {
      assertThat(recorder.versions("s-" + stream))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
    }
  }

  @Test
  void a_replay_hands_a_range_out_once_more_and_the_checkpoint_stays() {
    world.record(10, 20);
    world.start("a", World.definition(2, 4), recorder);
    world.awaitCaughtUp();
    recorder.forget();
    recorder.behaviour =
        delivery ->
            delivery.event().position() == 55
                ? Future.failedFuture(new IllegalStateException("not on replay"))
                : world.vertx.timer(1, TimeUnit.MILLISECONDS);

    world.change(Command.REPLAY, new Cursor(0, 50), new Cursor(0, 150), 0, true);
    world.record(10, 2);
    world.until(() -> recorder.handled().size() == 99 + 20);

    List<Delivery> replayed = recorder.handled().stream().filter(Delivery::replay).toList();
    assertThat(replayed).hasSize(99).allMatch(Delivery::dryRun);
    assertThat(replayed).allMatch(one -> one.event().position() > 50);
    assertThat(replayed).allMatch(one -> one.event().position() <= 150);
    assertThat(recorder.handled()).filteredOn(one -> !one.replay()).hasSize(20);
    assertThat(recorder.violations()).isEmpty();
    LedgerRow row =
        ledger().stream().filter(one -> one.action().equals("skip")).findFirst().orElseThrow();
    assertThat(row.position()).isEqualTo(55);
    assertThat(row.why()).contains("not on replay");
    world.awaitCaughtUp();
    assertThat(world.status().segments()).allMatch(segment -> segment.replay() == null);
    assertThat(world.status().retrying()).isZero();
  }

  @Test
  void a_replay_goes_on_elsewhere_when_its_node_stops() {
    world.record(10, 40);
    ConsumerEngine first = world.start("a", World.definition(2, 2), recorder);
    world.awaitCaughtUp();
    recorder.forget();
    recorder.behaviour = delivery -> world.vertx.timer(1, TimeUnit.MILLISECONDS);

    world.change(Command.REPLAY, new Cursor(0, 0), new Cursor(0, 400), 0, false);
    world.until(() -> recorder.handled().size() > 50);
    first.stop().await();
    world.start("b", World.definition(2, 2), recorder);
    world.until(
        () -> world.status().segments().stream().allMatch(segment -> segment.replay() == null));

    assertThat(recorder.times()).hasSize(400);
    assertThat(recorder.handled()).allMatch(Delivery::replay);
    assertThat(recorder.handled()).hasSizeLessThan(450);
  }

  private static long resumed(ConsumerEngine engine) {
    return engine.segments().stream()
        .filter(segment -> segment.isFollowing() && segment.window().resumed())
        .count();
  }

  private List<LedgerRow> ledger() {
    return world.store.ledger(new LedgerQuery(World.CONSUMER, 0, 1000)).await().rows();
  }

  private void assertHandledOnce(int events) {
    assertThat(recorder.times()).hasSize(events);
    assertThat(recorder.handled()).hasSize(events);
    assertThat(recorder.violations()).isEmpty();
  }
}
