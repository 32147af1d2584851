package io.tidings.consumers.tck;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.memory.MemoryConsumerStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A store in memory whose time passes when a test waits. */
abstract class MemoryFixture implements ConsumerStoreConformance {

  final MovableClock clock = new MovableClock();
  private final AtomicLong recorded = new AtomicLong();

  @Override
  public ConsumerStore freshStore() {
    return new MemoryConsumerStore(clock);
  }

  @Override
  public long record(String stream) {
    return recorded.incrementAndGet();
  }

  @Override
  public void letTimePass() {
    clock.advance(Duration.ofMillis(50));
  }
}
