package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrderTest {

  private final World world = new World();
  private final Recorder recorder = new Recorder();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void C1_every_matching_event_is_handled_whether_it_was_there_before_or_comes_later() {
    world.record(10, 20);
    world.start("a", World.definition(4, 8), recorder);
    world.record(10, 20);

    world.awaitCaughtUp();

    assertThat(recorder.times()).hasSize(400).allSatisfy((at, times) -> once(times));
  }

  @Test
  void C1_what_the_filter_does_not_want_is_passed_over() {
    world.start("a", World.definition(2, 8), recorder);
    for (int at = 0; at < 20; at++) {
      world.record(List.of(world.event("s-1", "counted"), world.event("s-1", "ignored")));
    }

    world.awaitCaughtUp();

    assertThat(recorder.handled()).hasSize(20);
  }

  @Test
  void C2_a_stream_is_handled_in_order_and_one_at_a_time_however_handlers_end() {
    Random random = new Random(42);
    recorder.behaviour =
        delivery ->
            random.nextInt(3) == 0
                ? Future.succeededFuture()
                : world.vertx.timer(1 + random.nextInt(3), TimeUnit.MILLISECONDS);
    world.record(30, 20);
    world.start("a", World.definition(3, 7), recorder);
    world.record(30, 20);

    world.awaitCaughtUp();

    assertThat(recorder.violations()).isEmpty();
    assertThat(recorder.times()).hasSize(1200).allSatisfy((at, times) -> once(times));
    for (int stream = 0; stream < 30; stream++) {
      assertThat(recorder.versions("s-" + stream))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
    }
  }

  @Test
  void C2_as_many_streams_as_the_definition_says_are_in_work_at_once() {
    Queue<Promise<Void>> waiting = new ConcurrentLinkedQueue<>();
    recorder.behaviour =
        delivery -> {
          Promise<Void> handled = Promise.promise();
          waiting.add(handled);
          return handled.future();
        };
    world.record(30, 2);
    world.start("a", World.definition(1, 5), recorder);

    world.until(() -> waiting.size() == 5);
    for (int left = 60; left > 0; left--) {
      world.until(() -> !waiting.isEmpty());
      waiting.poll().complete();
    }
    world.awaitCaughtUp();

    assertThat(recorder.mostRunning()).isEqualTo(5);
    assertThat(recorder.violations()).isEmpty();
  }

  @Test
  void a_slow_consumer_reads_no_more_than_it_has_room_for() {
    recorder.behaviour = delivery -> Promise.promise().future();
    world.record(50, 60);
    ConsumerEngine engine = world.start("a", World.definition(1, 5), recorder);

    world.until(() -> recorder.running() == 5);
    SegmentWork segment = engine.segments().iterator().next();
    world.until(() -> segment.order().size() >= world.config.buffer());

    assertThat(segment.order().size()).isLessThanOrEqualTo(world.config.buffer() + 500);
    assertThat(segment.window().through()).isLessThanOrEqualTo(world.config.buffer() + 500);
    engine.abandon();
  }

  @Test
  void handlers_that_end_at_once_are_called_without_growing_the_stack() {
    world.record(1, 3000);

    ConsumerEngine engine = world.start("a", World.definition(1, 1), recorder);

    world.awaitCaughtUp();
    assertThat(recorder.versions("s-0"))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 3000).boxed().toList());
    assertThat(engine.handledThrough()).isEqualTo(3000);
  }

  @Test
  void C2_a_long_queue_of_one_stream_is_worked_off_when_its_handler_gets_quick() {
    Queue<Promise<Void>> waiting = new ArrayDeque<>();
    recorder.behaviour =
        delivery -> {
          if (delivery.event().version() > 1) {
            return Future.succeededFuture();
          }
          Promise<Void> first = Promise.promise();
          waiting.add(first);
          return first.future();
        };
    world.record(1, 90);
    world.start("a", World.definition(1, 1), recorder);

    world.until(() -> waiting.size() == 1);
    waiting.poll().complete();
    world.awaitCaughtUp();

    assertThat(recorder.versions("s-0")).hasSize(90).isSorted();
  }

  private static void once(int times) {
    assertThat(times).isEqualTo(1);
  }
}
