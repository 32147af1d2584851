package io.tidings.consumers.engine;

import io.tidings.consumers.Retry;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before the next attempt, as {@link Retry} describes it. */
final class Backoff {

  private Backoff() {}

  /**
   * @param failed attempts so far, 1 or more
   * @param random 0 to 1
   */
  static Duration pause(Retry retry, int failed, DoubleSupplier random) {
    double plain =
        Math.min(
            retry.initial().toNanos() * Math.pow(retry.multiplier(), failed - 1),
            retry.longest().toNanos());
    double varied = plain * (1 + retry.jitter() * (2 * random.getAsDouble() - 1));
    return Duration.ofNanos((long) varied);
  }
}
