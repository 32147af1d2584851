package io.tidings.consumers;

import java.time.Duration;

/**
 * How often and for how long a failing event is tried again. The pause before attempt n+1 is {@code
 * initial * multiplier^(n-1)}, at most {@code longest}, and varied by up to {@code jitter} of
 * itself in both directions, so that what failed together is not tried together.
 *
 * @param attempts at most so many in all, the first included; 1 for none but that
 * @param within no attempt begins later than this after the first
 * @param jitter 0 to 1
 */
public record Retry(
    int attempts,
    Duration within,
    Duration initial,
    Duration longest,
    double multiplier,
    double jitter) {

  /** Seven attempts: pauses of 0.2 s, 1 s, 5 s, 25 s, 60 s and 60 s; within an hour. */
  public static final Retry DEFAULT =
      new Retry(7, Duration.ofHours(1), Duration.ofMillis(200), Duration.ofMinutes(1), 5, 0.2);

  public static final Retry NONE = DEFAULT.attempts(1);

  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is " + attempts + ": give 1 or more");
    }
    if (within.isNegative() || initial.isNegative() || longest.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "pauses are not negative, and the longest (" + longest + ") not below " + initial);
    }
    if (multiplier < 1 || jitter < 0 || jitter > 1) {
      throw new IllegalArgumentException(
          "multiplier is " + multiplier + " (1 or more), jitter " + jitter + " (0 to 1)");
    }
  }

  public Retry attempts(int most) {
    return new Retry(most, within, initial, longest, multiplier, jitter);
  }

  public Retry within(Duration time) {
    return new Retry(attempts, time, initial, longest, multiplier, jitter);
  }

  public Retry backoff(Duration first, Duration most, double factor) {
    return new Retry(attempts, within, first, most, factor, jitter);
  }
}
