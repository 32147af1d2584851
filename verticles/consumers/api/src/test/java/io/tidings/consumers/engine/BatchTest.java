package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchTest {

  private final World world = new World();
  private final Bulk bulk = new Bulk();
  private volatile boolean broken = true;

  @AfterEach
  void close() {
    world.close();
  }

  /** Writes twenty events at once, and fails where {@code s-1} has its third. */
  private final class Bulk implements Work {

    private final List<RecordedEvent> written = new ArrayList<>();
    private final List<List<Long>> batches = new ArrayList<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private volatile boolean overlap;

    @Override
    public int batch() {
      return 20;
    }

    @Override
    public Future<?> handle(List<Delivery> batch) {
      overlap |= atWork.incrementAndGet() > 1;
      synchronized (this) {
        batches.add(batch.stream().map(one -> one.event().position()).toList());
      }
      return world
          .vertx
          .timer(1, TimeUnit.MILLISECONDS)
          .compose(rested -> write(batch))
          .onComplete(done -> atWork.decrementAndGet());
    }

    @Override
    public Future<?> handle(Delivery delivery) {
      return write(List.of(delivery));
    }

    private synchronized Future<?> write(List<Delivery> batch) {
      if (broken && batch.stream().anyMatch(BatchTest::isPoisoned)) {
        return Future.failedFuture(new IllegalStateException("poisoned"));
      }
      batch.forEach(one -> written.add(one.event()));
      return Future.succeededFuture();
    }

    @Override
    public String handler(RecordedEvent event) {
      return "bulk";
    }

    synchronized List<Long> versions(String stream) {
      return written.stream()
          .filter(event -> event.stream().equals(stream))
          .map(RecordedEvent::version)
          .toList();
    }

    synchronized int written() {
      return written.size();
    }

    synchronized List<List<Long>> batches() {
      return List.copyOf(batches);
    }
  }

  private static boolean isPoisoned(Delivery delivery) {
    return delivery.event().stream().equals("s-1") && delivery.event().version() == 3;
  }

  @Test
  void C2_batches_are_full_in_order_of_position_and_one_at_a_time() {
    broken = false;
    world.record(10, 40);
    world.start("a", World.definition(1, 5), bulk);

    world.awaitCaughtUp();

    assertThat(bulk.overlap).isFalse();
    assertThat(bulk.batches()).hasSizeLessThan(30).allMatch(batch -> batch.size() <= 20);
    assertThat(bulk.batches().stream().flatMap(List::stream)).hasSize(400).isSorted();
  }

  @Test
  void C5_the_event_that_is_to_blame_is_held_and_the_rest_of_its_batch_is_handled() {
    world.record(10, 10);
    world.start("a", World.definition(1, 5), bulk);
    world.until(() -> world.status().dead() == 1);
    world.awaitCaughtUp();

    assertThat(bulk.written()).isEqualTo(92);
    assertThat(bulk.versions("s-1")).containsExactly(1L, 2L);

    broken = false;
    world
        .store
        .redrive(
            new Redrive(
                new Which(World.CONSUMER, null, null, null, null, null, null),
                0,
                "tester",
                "mended"))
        .await();
    world.until(() -> bulk.written() == 100);
    assertThat(bulk.versions("s-1"))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
  }

  @Test
  void N2_a_stop_amid_batches_repeats_nothing() {
    broken = false;
    world.record(20, 60);
    ConsumerEngine first = world.start("a", World.definition(2, 5), bulk);
    world.until(() -> bulk.written() > 100);

    first.stop().await();
    world.start("b", World.definition(2, 5), bulk);
    world.awaitCaughtUp();

    assertThat(bulk.written()).isEqualTo(1200);
  }
}
