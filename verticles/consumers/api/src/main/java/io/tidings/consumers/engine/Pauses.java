package io.tidings.consumers.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the pauses before another attempt go by, and how old a failure is: the time of the JVM, or
 * that of a test, which passes when the test says so. Thread-safe, if the clock is.
 */
public final class Pauses {

  /** By the time of the JVM, whatever its clock is set to. */
  public static final Pauses USUAL = new Pauses(null);

  private static final long LOOK_AGAIN_MILLIS = 5;
  private static final double HALFWAY = 0.5;

  private final InstantSource clock;
  private final Instant begun;

  private Pauses(InstantSource clock) {
    this.clock = clock;
    this.begun = clock == null ? null : clock.instant();
  }

  /**
   * By a clock that a test moves; pauses are not varied by the jitter of {@link
   * io.tidings.consumers.Retry}, so that they are equal each time.
   *
   * @param clock asked by several threads
   */
  public static Pauses by(InstantSource clock) {
    return new Pauses(clock);
  }

  /** Whether time passes only when a test says so. */
  public boolean told() {
    return clock != null;
  }

  Instant now() {
    return told() ? clock.instant() : Instant.now();
  }

  /** Of no meaning but by their differences. */
  long nanos() {
    return told() ? Duration.between(begun, clock.instant()).toNanos() : System.nanoTime();
  }

  /** When to look whether so much time has passed. */
  long millisUntil(long nanos) {
    return told() ? LOOK_AGAIN_MILLIS : nanos / 1_000_000 + 1;
  }

  /** 0 to 1, for the jitter. */
  double chance() {
    return told() ? HALFWAY : ThreadLocalRandom.current().nextDouble();
  }
}
