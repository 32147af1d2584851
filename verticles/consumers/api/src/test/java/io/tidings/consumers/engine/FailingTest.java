package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Retry;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often a failing event is tried, and what becomes of it then. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailingTest extends FailingFixture {

  @Test
  void C5_a_failing_event_is_tried_again_and_its_stream_goes_on_in_order() {
    recorder.behaviour =
        delivery ->
            delivery.event().version() == 2 && delivery.attempt() < 3
                ? failure("not yet")
                : Future.succeededFuture();
    world.record(5, 10);
    world.start("a", World.definition(2, 4), recorder);
    world.record(5, 10);

    world.awaitCaughtUp();
    world.until(() -> world.status().retrying() == 0 && recorder.handled().size() == 100);

    assertThat(recorder.violations()).isEmpty();
    assertThat(recorder.times()).allSatisfy((at, times) -> assertThat(times).isEqualTo(1));
    for (int stream = 0; stream < 5; stream++) {
      assertThat(recorder.versions("s-" + stream)).containsExactlyElementsOf(upTo(20));
    }
    assertThat(recorder.begun().stream().filter(one -> one.event().version() == 2))
        .extracting(Delivery::attempt)
        .containsOnly(1, 2, 3);
  }

  @Test
  void C5_attempts_are_counted_across_a_restart() {
    failWhileBroken("s-1", 1);
    Retry slow =
        new Retry(4, Duration.ofHours(1), Duration.ofMillis(100), Duration.ofMillis(100), 1, 0);
    Definition definition = World.definition(1, 5, slow, Definition.OnFailure.DEAD_LETTER);
    world.record(3, 3);
    ConsumerEngine first = world.start("a", definition, recorder);
    world.until(() -> attempts(recorder) == 2);
    first.abandon();

    Recorder second = new Recorder();
    second.behaviour = recorder.behaviour;
    world.start("b", definition, second);
    world.until(() -> world.status().dead() == 1);

    assertThat(attempts(recorder) + attempts(second)).isBetween(4, 5);
    assertThat(second.handled()).allMatch(one -> !one.event().stream().equals("s-1"));
  }

  @Test
  void C5_a_definition_may_stop_the_stream_without_a_dead_letter() {
    failWhileBroken("s-1", 1);
    world.record(3, 3);
    world.start(
        "a", World.definition(1, 5, Retry.NONE, Definition.OnFailure.STOP_STREAM), recorder);

    world.until(() -> world.status().stopped() == 1);
    world.awaitCaughtUp();
    assertThat(world.status().dead()).isZero();
    assertThat(recorder.handled()).hasSize(6);
  }

  @Test
  void C5_a_definition_may_stop_the_consumer_which_tries_the_event_again_when_resumed() {
    failWhileBroken("s-1", 2);
    world.record(3, 5);
    world.start(
        "a", World.definition(2, 5, Retry.NONE, Definition.OnFailure.STOP_CONSUMER), recorder);

    world.until(() -> world.status().state() == Definitions.State.STOPPED);
    world.until(() -> world.status().segments().stream().allMatch(one -> one.owner() == null));
    assertThat(world.status().reason()).contains("poisoned");
    assertThat(recorder.versions("s-1")).containsExactly(1L);

    broken = false;
    world.change(Definitions.Command.RESUME, null, null, 0, false);
    world.awaitCaughtUp();
    assertThat(recorder.versions("s-1")).containsExactlyElementsOf(upTo(5));
    assertThat(recorder.times()).hasSize(15);
  }

  @Test
  void C5_a_stopped_consumer_counts_the_attempts_that_it_made() {
    failWhileBroken("s-1", 2);
    world.record(3, 5);
    world.start(
        "a", World.definition(2, 5, World.QUICK, Definition.OnFailure.STOP_CONSUMER), recorder);

    world.until(() -> world.status().state() == Definitions.State.STOPPED);
    assertThat(attempts(recorder)).isEqualTo(4);

    broken = false;
    world.change(Definitions.Command.RESUME, null, null, 0, false);
    world.until(() -> recorder.versions("s-1").size() == 5);
    assertThat(recorder.versions("s-1")).containsExactlyElementsOf(upTo(5));
  }

  @Test
  void the_policy_may_differ_from_failure_to_failure() {
    Work choosy =
        new Work() {
          @Override
          public Future<?> handle(Delivery delivery) {
            return recorder.handle(delivery);
          }

          @Override
          public Retry retry(Throwable failure, Retry declared) {
            return Retry.NONE;
          }

          @Override
          public String handler(RecordedEvent event) {
            return "choosy";
          }
        };
    failWhileBroken("s-1", 2);
    world.record(3, 5);
    world.start("a", World.definition(2, 5), choosy);

    world.until(() -> world.status().dead() == 1);
    assertThat(letters().get(0).attempts()).hasSize(1);
  }

  @Test
  void what_is_yet_to_be_retried_is_not_handled_and_a_dead_letter_is_done_with() {
    Retry slow =
        new Retry(2, Duration.ofHours(1), Duration.ofMillis(300), Duration.ofMillis(300), 1, 0);
    failWhileBroken("s-1", 1);
    world.record(3, 3);
    ConsumerEngine engine =
        world.start("a", World.definition(1, 5, slow, Definition.OnFailure.DEAD_LETTER), recorder);

    world.until(() -> recorder.handled().size() == 6 && world.status().retrying() == 1);
    assertThat(engine.handledThrough()).isEqualTo(1);
    world.until(() -> world.status().dead() == 1);
    world.until(() -> engine.handledThrough() == 9);
  }

  @Test
  void C5_handlers_that_throw_where_they_must_not_lose_nothing() {
    Work broken =
        new Work() {
          @Override
          public Future<?> handle(Delivery delivery) {
            throw new StackOverflowError("at once");
          }

          @Override
          public Retry retry(Throwable failure, Retry declared) {
            return null;
          }

          @Override
          public String handler(RecordedEvent event) {
            throw new IllegalStateException("who knows");
          }
        };
    world.record(3, 2);
    world.start("a", World.definition(2, 5), broken);

    world.until(() -> world.status().dead() == 3);
    assertThat(letters().get(0).attempts()).hasSize(3);
    assertThat(letters().get(0).attempts().get(0).error())
        .isEqualTo(StackOverflowError.class.getName());
  }

  private static int attempts(Recorder recorder) {
    return (int)
        recorder.begun().stream().filter(one -> one.event().stream().equals("s-1")).count();
  }
}
