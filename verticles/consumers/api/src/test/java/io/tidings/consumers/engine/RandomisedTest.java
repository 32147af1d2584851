package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order: nothing is lost, and no stream is handled out of order. */
@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RandomisedTest {

  private static final int STREAMS = 40;
  private static final int STEPS = 40;
  private static final Retry RETRY =
      new Retry(2, Duration.ofMinutes(1), Duration.ofMillis(2), Duration.ofMillis(10), 2, 0.5);

  private final World world = new World();
  private final Recorder recorder = new Recorder();
  private final TreeMap<String, ConsumerEngine> engines = new TreeMap<>();
  private final Map<String, Outages> outages = new HashMap<>();
  private volatile int failuresInAHundred = 5;
  private int nodes;

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 6})
  void C1_C2_C5_every_event_is_handled_and_streams_keep_their_order(long seed) {
    Random random = new Random(seed);
    recorder.behaviour = delivery -> behave(new Random(random.nextLong()));
    world.record(STREAMS, 5);
    join();
    for (int step = 0; step < STEPS; step++) {
      step(random);
      int before = recorder.handled().size();
      int few = random.nextInt(30);
      world.record(STREAMS, 1 + random.nextInt(2));
      long refused = refused();
      world.until(
          () -> recorder.handled().size() > before + few || refused() > refused + 10 || isQuiet());
    }
    failuresInAHundred = 0;
    outages.values().forEach(Outages::end);
    world.until(this::redrivenToTheEnd);

    assertThat(recorder.times()).hasSize((int) world.head());
    for (int stream = 0; stream < STREAMS; stream++) {
      assertInOrder("s-" + stream);
    }
  }

  private Future<?> behave(Random random) {
    if (random.nextInt(100) < failuresInAHundred) {
      return random.nextBoolean()
          ? Future.failedFuture(new IllegalStateException("at random"))
          : world
              .vertx
              .timer(1, TimeUnit.MILLISECONDS)
              .compose(late -> Future.failedFuture(new IllegalStateException("late")));
    }
    return random.nextInt(4) > 0
        ? Future.succeededFuture()
        : world.vertx.timer(1 + random.nextInt(3), TimeUnit.MILLISECONDS);
  }

  private void step(Random random) {
    switch (random.nextInt(8)) {
      case 0 -> join();
      case 1 -> leave(random);
      case 2 -> crash(random);
      case 3 -> redrive();
      case 4 -> reshape(1 + random.nextInt(9));
      case 5 -> any(random, outages).begin();
      case 6 -> outages.values().forEach(Outages::end);
      default -> {
        // Nothing happens, sometimes.
      }
    }
  }

  private void join() {
    if (engines.size() < 4) {
      String node = "node-" + ++nodes;
      Outages store = new Outages(world.store);
      outages.put(node, store);
      engines.put(
          node,
          world.start(
              world.host(node, store.store()),
              World.definition(4, 6, RETRY, Definition.OnFailure.DEAD_LETTER),
              recorder));
    }
  }

  private void leave(Random random) {
    if (engines.size() > 1) {
      String node = any(random, named(engines));
      outages.get(node).end();
      outages.remove(node);
      engines.remove(node).stop().await();
    }
  }

  private void crash(Random random) {
    if (engines.size() > 1) {
      String node = any(random, named(engines));
      outages.remove(node);
      engines.remove(node).abandon();
    }
  }

  private void redrive() {
    Which any = new Which(World.CONSUMER, null, null, null, null, null, null);
    world.store.redrive(new Redrive(any, 0, "tester", "at random")).await();
  }

  private void reshape(int segments) {
    if (world.status().state() == State.RUNNING) {
      world.change(Command.RESHAPE, null, null, segments, false);
    }
  }

  private long refused() {
    return outages.values().stream().mapToLong(Outages::refused).sum();
  }

  private boolean isQuiet() {
    Status status = world.status();
    return status.position() >= world.head();
  }

  private boolean redrivenToTheEnd() {
    Status status = world.status();
    if (status.dead() > 0) {
      Which dead = new Which(World.CONSUMER, HeldState.DEAD, null, null, null, null, null);
      world.store.redrive(new Redrive(dead, 0, "tester", "at the end")).await();
    }
    return isQuiet() && recorder.times().size() == world.head();
  }

  /**
   * Redeliveries may go back, but never leave anything out: whoever handled a version has handled
   * the one before it.
   */
  private void assertInOrder(String stream) {
    long highest = 0;
    for (long version : recorder.versions(stream)) {
      assertThat(version).as("of stream %s behind %s", stream, highest).isBetween(1L, highest + 1);
      highest = Math.max(highest, version);
    }
    assertThat(recorder.versions(stream).stream().distinct().sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, highest).boxed().toList());
  }

  private static Map<String, String> named(Map<String, ?> engines) {
    Map<String, String> names = new TreeMap<>();
    engines.keySet().forEach(name -> names.put(name, name));
    return names;
  }

  private static <T> T any(Random random, Map<String, T> of) {
    return new TreeMap<>(of)
        .values().stream().skip(random.nextInt(of.size())).findFirst().orElseThrow();
  }
}
