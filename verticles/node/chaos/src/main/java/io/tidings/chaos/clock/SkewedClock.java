package io.tidings.chaos.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A clock with the error of {@link Skew} at the moment it is asked. */
final class SkewedClock extends Clock {

  private final Clock right;

  SkewedClock(Clock right) {
    this.right = right;
  }

  @Override
  public ZoneId getZone() {
    return right.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SkewedClock(right.withZone(zone));
  }

  @Override
  public Instant instant() {
    return right.instant().plusMillis(Skew.millis());
  }
}
