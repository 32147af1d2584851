package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import io.tidings.model.Cursor;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What fails since something is away is tried until it is back, and counts for nothing. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutagesTest extends FailingFixture {

  private static final Duration BRIEF = Duration.ofMillis(5);
  private static final Retry THRICE =
      new Retry(3, Duration.ofHours(1), BRIEF, Duration.ofMillis(20), 2, 0);

  private static final class Away extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private volatile boolean away = true;

  /** A handler that tells outages, and fails otherwise when they are over. */
  private Work work(Recorder recorder) {
    recorder.behaviour =
        delivery -> away ? Future.failedFuture(new Away()) : broken ? failure("bug") : done();
    return new Work() {
      @Override
      public Future<?> handle(Delivery delivery) {
        return recorder.handle(delivery);
      }

      @Override
      public boolean isOutage(Throwable failure) {
        return failure instanceof Away;
      }

      @Override
      public String handler(RecordedEvent event) {
        return "recorder";
      }
    };
  }

  private static Future<?> done() {
    return Future.succeededFuture();
  }

  private static Definition definition(Retry retry) {
    return World.definition(1, 5, retry, Definition.OnFailure.DEAD_LETTER);
  }

  @Test
  void C5_an_outage_is_waited_for_however_many_attempts_it_takes() {
    broken = false;
    world.record(1, 2);
    world.start("a", definition(THRICE), work(recorder));
    world.until(() -> recorder.begun().size() > 10);
    assertThat(held().get(0).state()).isEqualTo(HeldState.RETRYING);

    away = false;

    world.until(() -> recorder.versions("s-0").size() == 2);
    assertThat(recorder.versions("s-0")).containsExactly(1L, 2L);
  }

  @Test
  void C5_attempts_during_an_outage_do_not_count_for_what_fails_otherwise() {
    world.record(1, 1);
    world.start("a", definition(THRICE), work(recorder));
    world.until(() -> recorder.begun().size() > 10);

    away = false;

    world.until(() -> world.status().dead() == 1);
    assertThat(bugs()).isEqualTo(3);
  }

  @Test
  void C5_attempts_during_an_outage_do_not_count_on_another_node_either() {
    world.record(1, 1);
    ConsumerEngine first = world.start("a", definition(THRICE), work(recorder));
    world.until(() -> !held().isEmpty() && held().get(0).attempts() > 10);
    first.stop().await();

    away = false;
    world.start("b", definition(THRICE), work(new Recorder()));

    world.until(() -> world.status().dead() == 1);
    assertThat(bugs()).isEqualTo(3);
  }

  @Test
  void C5_failures_before_and_after_an_outage_count_together() {
    Work work = work(recorder);
    recorder.behaviour =
        delivery ->
            delivery.attempt() > 1 && delivery.attempt() < 6
                ? Future.failedFuture(new Away())
                : failure("bug");
    world.record(1, 1);
    world.start("a", definition(THRICE), work);

    world.until(() -> world.status().dead() == 1);
    assertThat(letters().get(0).attempts()).hasSize(7);
    assertThat(bugs()).isEqualTo(3);
  }

  @Test
  void C5_the_time_that_an_outage_takes_does_not_count() {
    Tries tries = new Tries(Pauses.USUAL);
    tries.failed(1, retrying(0));
    assertThat(tries.tried().since()).isPositive();

    tries.failed(2, retrying(1));
    assertThat(tries.tried()).isEqualTo(new Tried(3, 1, Duration.ZERO));
    tries.failed(3, retrying(1));
    assertThat(tries.tried().since()).isPositive();
    assertThat(tries.tried().counted()).isEqualTo(3);
  }

  @Test
  void a_replay_waits_for_an_outage_too() {
    away = false;
    broken = false;
    world.record(2, 2);
    world.start("a", definition(THRICE), work(recorder));
    world.awaitCaughtUp();
    recorder.forget();
    away = true;

    Cursor from = new Cursor(world.log.head().await().epoch(), 0);
    Cursor to = new Cursor(from.epoch(), 4);
    world.change(Definitions.Command.REPLAY, from, to, 0, false);
    world.until(() -> recorder.begun().size() > 20);
    away = false;

    world.until(() -> recorder.times().size() == 4);
  }

  private static Verdict retrying(int outages) {
    return new Verdict(HeldState.RETRYING, BRIEF, outages, Pauses.USUAL.nanos());
  }

  /** Attempts that have failed by what counts, as the store has them. */
  private long bugs() {
    return letters().isEmpty()
        ? 0
        : letters().get(0).attempts().stream()
            .filter(one -> one.error().equals(IllegalStateException.class.getName()))
            .count();
  }
}
