package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.LedgerQuery;
import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.Retry;
import io.tidings.model.Cursor;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pauses that go by a clock which the test moves. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PausesTest extends FailingFixture {

  private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Retry HOURLY = new Retry(3, HOUR.multipliedBy(9), HOUR, HOUR, 1, 0.5);

  private final AtomicReference<Instant> now = new AtomicReference<>(BEGINNING);

  private ConsumerEngine start() {
    return start(world.store);
  }

  private ConsumerEngine start(ConsumerStore through) {
    Host host = world.host("a", through);
    return world.start(
        new Host(
            host.vertx(),
            host.log(),
            host.tail(),
            host.store(),
            host.node(),
            host.meters(),
            host.config(),
            Pauses.by(now::get)),
        World.definition(1, 5, HOURLY, Definition.OnFailure.DEAD_LETTER),
        recorder);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private long attempts() {
    return recorder.begun().stream().filter(one -> one.event().stream().equals("s-1")).count();
  }

  @Test
  void what_failed_is_tried_again_when_the_clock_says_so_and_the_jitter_is_left_out() {
    failWhileBroken("s-1", 1);
    world.record(3, 1);
    ConsumerEngine engine = start();
    world.until(() -> world.status().retrying() == 1 && engine.passed() == 3);
    assertThat(engine.handledThrough()).isEqualTo(1);

    pass(HOUR.minusNanos(1));
    world.record("s-2");
    world.until(() -> engine.passed() == 4);
    assertThat(attempts()).isEqualTo(1);

    pass(Duration.ofNanos(1));
    world.until(() -> attempts() == 2);
    world.until(() -> letters().get(0).attempts().size() == 2);
    pass(HOUR);
    world.until(() -> world.status().dead() == 1);
    assertThat(letters().get(0).attempts())
        .extracting(Attempt::at)
        .containsExactly(BEGINNING, BEGINNING.plus(HOUR), BEGINNING.plus(HOUR.multipliedBy(2)));
    world.until(() -> engine.handledThrough() == 4);
  }

  @Test
  void the_pause_begins_when_the_event_failed_however_late_its_writing_is_answered() {
    failWhileBroken("s-1", 1);
    world.record(3, 1);

    start(passingAnHourBeforeAnswering("hold"));

    world.until(() -> world.status().dead() == 1);
    assertThat(letters().get(0).attempts())
        .extracting(Attempt::at)
        .containsExactly(BEGINNING, BEGINNING.plus(HOUR), BEGINNING.plus(HOUR.multipliedBy(2)));
  }

  private ConsumerStore passingAnHourBeforeAnswering(String call) {
    return (ConsumerStore)
        Proxy.newProxyInstance(
            PausesTest.class.getClassLoader(),
            new Class<?>[] {ConsumerStore.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(world.store, arguments);
              if (method.getName().equals(call)) {
                pass(HOUR);
              }
              return answer;
            });
  }

  @Test
  void a_replay_pauses_by_the_same_clock() {
    world.record(3, 1);
    ConsumerEngine engine = start();
    world.until(() -> engine.handledThrough() == 3);
    world.awaitCaughtUp();
    recorder.forget();
    failWhileBroken("s-1", 1);

    world.change(Command.REPLAY, new Cursor(0, 0), new Cursor(0, 3), 0, false);
    world.until(() -> recorder.handled().size() == 2 && attempts() == 1);
    broken = false;
    world.until(
        () -> {
          pass(Duration.ofMinutes(1));
          return recorder.handled().size() == 3;
        });

    assertThat(world.store.ledger(new LedgerQuery(World.CONSUMER, 0, 10)).await().rows())
        .noneMatch(row -> row.action().equals("skip"));
  }
}
