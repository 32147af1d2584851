package io.tidings.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until the test has it go on. Thread-safe. */
public final class TestClock implements InstantSource {

  /** Where a clock begins if nobody says otherwise. */
  public static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

  private final AtomicReference<Instant> now;

  public TestClock() {
    this(BEGINNING);
  }

  public TestClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /**
   * @throws IllegalArgumentException if it would go back
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a clock goes on, not by " + duration);
    }
    now.updateAndGet(before -> before.plus(duration));
  }
}
