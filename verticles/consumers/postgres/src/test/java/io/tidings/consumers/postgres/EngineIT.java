package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import io.tidings.consumers.engine.ConsumerEngine;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.Work;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine on this store and this log: nothing is lost, and streams keep their order. */
@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineIT extends EngineFixture {

  private static final Retry RETRY =
      new Retry(2, Duration.ofMinutes(1), Duration.ofMillis(5), Duration.ofMillis(20), 2, 0.5);

  private final List<RecordedEvent> handled = new ArrayList<>();
  private final Map<String, ConsumerEngine> engines = new TreeMap<>();
  private final Map<String, AtomicBoolean> outages = new HashMap<>();
  private final Random random = new Random(11);
  private volatile int failuresInAHundred;

  EngineIT() {
    super(Duration.ofSeconds(40));
  }

  @BeforeEach
  void begin() {
    handled.clear();
    engines.clear();
    outages.clear();
    failuresInAHundred = 0;
  }

  @Test
  void N2_segments_are_shared_and_handed_over_and_nothing_is_handled_twice() {
    record(20);
    join("a");
    until(() -> handledCount() > 30);
    join("b");
    record(5);
    until(() -> owned("b") == 2);
    record(10);
    reshape(6);
    until(() -> status().state() == State.RUNNING && owned("a") == 3);
    reshape(2);
    record(10);
    await(engines.remove("a").stop());
    until(() -> owned("b") == 2);
    record(5);
    until(this::isCaughtUp);

    assertThat(handledCount()).isEqualTo(STREAMS * 50);
    assertThat(distinct()).isEqualTo(STREAMS * 50);
    assertInOrder();
    await(engines.remove("b").stop());
  }

  @Test
  void C1_C2_C5_every_event_is_handled_in_order_whatever_happens() {
    failuresInAHundred = 5;
    record(5);
    join("node-0");
    for (int step = 1; step <= 25; step++) {
      disturb(step);
      record(2);
      int before = handledCount();
      until(() -> handledCount() > before + 20 || isCaughtUp() || allAreCutOff());
    }
    failuresInAHundred = 0;
    outages.values().forEach(outage -> outage.set(false));
    until(this::isRedrivenToTheEnd);

    assertInOrder();
    engines.values().forEach(engine -> await(engine.stop()));
  }

  private void disturb(int step) {
    switch (random.nextInt(6)) {
      case 0 -> {
        if (engines.size() < 3) {
          join("node-" + step);
        }
      }
      case 1 -> {
        if (engines.size() > 1) {
          String node = engines.keySet().iterator().next();
          outages.get(node).set(false);
          await(engines.remove(node).stop());
        }
      }
      case 2 -> {
        if (status().state() == State.RUNNING) {
          reshape(1 + random.nextInt(6));
        }
      }
      case 3 -> redrive(null);
      case 4 -> outages.get(engines.keySet().iterator().next()).set(true);
      default -> outages.values().forEach(outage -> outage.set(false));
    }
  }

  private void join(String node) {
    AtomicBoolean outage = outages.computeIfAbsent(node, absent -> new AtomicBoolean());
    engines.put(node, start(node, outage, RETRY, new Handlers()));
  }

  private final class Handlers implements Work {

    @Override
    public Future<?> handle(Delivery delivery) {
      if (roll(100) < failuresInAHundred) {
        return Future.failedFuture(new IllegalStateException("at random"));
      }
      return roll(3) == 0
          ? handled(delivery)
          : vertx.timer(1 + roll(3), TimeUnit.MILLISECONDS).compose(rested -> handled(delivery));
    }

    private Future<?> handled(Delivery delivery) {
      synchronized (handled) {
        handled.add(delivery.event());
      }
      return Future.succeededFuture();
    }

    @Override
    public String handler(RecordedEvent event) {
      return "at random";
    }
  }

  private int roll(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }

  private long owned(String node) {
    return status().segments().stream().filter(one -> node.equals(one.owner())).count();
  }

  private boolean isCaughtUp() {
    return status().position() >= log.head().position();
  }

  private boolean allAreCutOff() {
    return engines.keySet().stream().allMatch(node -> outages.get(node).get());
  }

  private boolean isRedrivenToTheEnd() {
    Status status = status();
    if (status.dead() > 0) {
      redrive(HeldState.DEAD);
    }
    return isCaughtUp() && status.retrying() + status.dead() == 0 && distinct() == ids;
  }

  private int handledCount() {
    synchronized (handled) {
      return handled.size();
    }
  }

  private long distinct() {
    synchronized (handled) {
      return handled.stream().mapToLong(RecordedEvent::position).distinct().count();
    }
  }

  private void assertInOrder() {
    Map<String, Long> highest = new HashMap<>();
    synchronized (handled) {
      for (RecordedEvent event : handled) {
        long before = highest.getOrDefault(event.stream(), 0L);
        assertThat(event.version()).as(event.stream()).isBetween(1L, before + 1);
        highest.put(event.stream(), Math.max(before, event.version()));
      }
    }
  }
}
