package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Discard;
import io.tidings.consumers.DeadLetters.Edit;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.Retry;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailingTest {

  private static final Which ANY = new Which(World.CONSUMER, null, null, null, null, null, null);

  private final World world = new World();
  private final Recorder recorder = new Recorder();
  private volatile boolean broken = true;

  @AfterEach
  void close() {
    world.close();
  }

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
  void C5_a_poisoned_stream_waits_while_the_others_go_on_and_goes_on_in_order_when_redriven() {
    failWhileBroken("s-7", 3);
    world.record(1000, 4);
    world.start("a", World.definition(8, 50), recorder);
    world.awaitCaughtUp();
    world.record(20, 2);
    world.awaitCaughtUp();
    world.until(() -> world.status().dead() == 1);

    assertThat(recorder.handled()).hasSize(999 * 4 + 19 * 2 + 2);
    assertThat(recorder.versions("s-7")).containsExactly(1L, 2L);
    DeadLetter letter = letters().get(0);
    assertThat(letter.stream()).isEqualTo("s-7");
    assertThat(letter.attempts()).hasSize(3);
    assertThat(letter.attempts().get(2).error()).isEqualTo(IllegalStateException.class.getName());
    assertThat(letter.attempts().get(2).trace()).contains("poisoned");

    broken = false;
    world.store.redrive(new Redrive(ANY, 0, "tester", "mended")).await();
    world.record(20, 2);

    world.until(() -> recorder.versions("s-7").size() == 8);
    assertThat(recorder.versions("s-7")).containsExactlyElementsOf(upTo(8));
    world.until(() -> letters().isEmpty() && held().isEmpty());
    assertThat(recorder.violations()).isEmpty();
  }

  @Test
  void C5_a_redrive_that_fails_again_is_a_dead_letter_again() {
    failWhileBroken("s-1", 1);
    world.record(3, 3);
    world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);

    world.store.redrive(new Redrive(ANY, 0, "tester", "hope")).await();
    world.until(() -> world.status().dead() == 1 && letters().get(0).attempts().size() == 6);

    assertThat(letters().get(0).redrives()).isEqualTo(1);
    assertThat(recorder.versions("s-1")).isEmpty();
  }

  @Test
  void C5_a_discarded_event_is_given_up_and_its_stream_goes_on_behind_it() {
    failWhileBroken("s-1", 2);
    world.record(3, 6);
    world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);

    world.store.discard(new Discard(ANY, "tester", "nobody wants it")).await();

    world.until(() -> recorder.versions("s-1").size() == 5);
    assertThat(recorder.versions("s-1")).containsExactly(1L, 3L, 4L, 5L, 6L);
    world.until(() -> held().isEmpty());
  }

  @Test
  void C6_an_edited_event_is_handed_over_with_the_other_payload() {
    failWhileBroken("s-1", 2);
    world.record(3, 3);
    world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);

    broken = false;
    byte[] mended = "mended".getBytes(StandardCharsets.UTF_8);
    world
        .store
        .edit(
            new Edit(
                World.CONSUMER,
                letters().get(0).event().position(),
                new HeldStreams.Replacement("text/plain", "TEXT", mended),
                "tester",
                "a typo"))
        .await();
    world.store.redrive(new Redrive(ANY, 0, "tester", "mended")).await();

    world.until(() -> recorder.versions("s-1").size() == 3);
    assertThat(recorder.handled("s-1").get(1).event().data().text()).isEqualTo("mended");
    assertThat(recorder.handled("s-1").get(2).event().data().text()).startsWith("text");
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
  void C5_a_stream_that_was_being_freed_at_a_crash_goes_on_where_it_was() {
    failWhileBroken("s-1", 2);
    world.record(3, 200);
    ConsumerEngine first = world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);
    world.awaitCaughtUp();

    broken = false;
    world.store.redrive(new Redrive(ANY, 0, "tester", "mended")).await();
    world.until(() -> recorder.versions("s-1").size() > 60);
    first.abandon();
    world.start("b", World.definition(1, 5), recorder);

    world.until(() -> held().isEmpty());
    assertThat(recorder.versions("s-1").stream().distinct()).containsExactlyElementsOf(upTo(200));
  }

  @Test
  void N2_a_stop_while_a_stream_is_being_freed_repeats_nothing() {
    failWhileBroken("s-1", 2);
    world.record(3, 200);
    ConsumerEngine first = world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);
    world.awaitCaughtUp();

    broken = false;
    world.store.redrive(new Redrive(ANY, 0, "tester", "mended")).await();
    world.until(() -> recorder.versions("s-1").size() > 30);
    first.stop().await();
    world.start("b", World.definition(1, 5), recorder);

    world.until(() -> held().isEmpty());
    assertThat(recorder.versions("s-1")).containsExactlyElementsOf(upTo(200));
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
  void C5_a_segment_with_very_many_held_streams_reads_no_further_until_some_are_free() {
    recorder.behaviour = delivery -> failure("all of them");
    List<NewEvent> events =
        IntStream.range(0, 12_000).mapToObj(at -> world.event("s-" + at, "counted")).toList();
    for (int at = 0; at < events.size(); at += 1000) {
      world.record(events.subList(at, at + 1000));
    }
    Retry once = Retry.NONE;
    world.start("a", World.definition(1, 100, once, Definition.OnFailure.DEAD_LETTER), recorder);

    world.until(() -> world.status().dead() > Held.MOST);
    world.until(() -> recorder.running() == 0);
    assertThat(world.status().dead()).isLessThan(12_000);

    world.store.discard(new Discard(ANY, "tester", "nobody wants them")).await();
    world.until(() -> recorder.begun().size() == 12_000);
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

  private void failWhileBroken(String stream, long version) {
    recorder.behaviour =
        delivery ->
            broken
                    && delivery.event().stream().equals(stream)
                    && delivery.event().version() == version
                ? failure("poisoned")
                : Future.succeededFuture();
  }

  private static Future<?> failure(String why) {
    return Future.failedFuture(new IllegalStateException(why));
  }

  private static int attempts(Recorder recorder) {
    return (int)
        recorder.begun().stream().filter(one -> one.event().stream().equals("s-1")).count();
  }

  private List<DeadLetter> letters() {
    return world.store.deadLetters(new DeadLetterQuery(ANY, 0, 100)).await().letters();
  }

  private List<HeldStreams.HeldStream> held() {
    return world
        .store
        .held(new HeldStreams.HeldQuery(World.CONSUMER, SlotRange.ALL))
        .await()
        .streams();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
