package io.tidings.chaos.load;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** So many a second; what could not be done in time is not caught up on. */
final class Pace {

  private final double interval;
  private final DoubleSupplier share;
  private long due = System.nanoTime();

  Pace(double perSecond) {
    this(perSecond, () -> 1);
  }

  /**
   * @param share the part of it that may be done now
   */
  Pace(double perSecond, DoubleSupplier share) {
    this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.share = share;
  }

  /** Waits for the next turn. */
  void await() throws InterruptedException {
    long now = System.nanoTime();
    due = Math.max(due + (long) (interval / share.getAsDouble()), now);
    TimeUnit.NANOSECONDS.sleep(due - now);
  }
}
