package io.tidings.chaos.load;

import java.util.concurrent.TimeUnit;

/** So many a second; what could not be done in time is not caught up on. */
final class Pace {

  private final long interval;
  private long due = System.nanoTime();

  Pace(double perSecond) {
    interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
  }

  /** Waits for the next turn. */
  void await() throws InterruptedException {
    long now = System.nanoTime();
    due = Math.max(due + interval, now);
    TimeUnit.NANOSECONDS.sleep(due - now);
  }
}
