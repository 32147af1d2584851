package io.tidings.consumers.engine;

import io.tidings.config.Setting;
import java.time.Duration;

/** How the consumers of a node do their work. */
public record EngineConfig(
    @Setting(
            value = "4s",
            help =
                "How long a node has a segment without saying that it is still there. Shorter moves"
                    + " the work of a dead node sooner, longer tolerates longer pauses of a node and"
                    + " of the store.")
        Duration lease,
    @Setting(
            value = "1s",
            help =
                "How seldom a node may renew its leases and look for segments, for each consumer;"
                    + " well within the lease. What a dead node had is taken over within the lease"
                    + " and this.")
        Duration claimInterval,
    @Setting(
            value = "100ms",
            help =
                "How often checkpoints are written, at most. Longer spares the store, and repeats"
                    + " more after a crash.")
        Duration checkpointInterval,
    @Setting(
            value = "1000",
            help = "Events held for each segment; a consumer that has so many reads no further.")
        int buffer,
    @Setting(
            value = "10s",
            help =
                "How long a segment that is given back waits for handlers at work; those that take"
                    + " longer see their event again elsewhere.")
        Duration drainTimeout) {

  public EngineConfig {
    if (claimInterval.toMillis() < 1 || lease.compareTo(claimInterval.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "claim-interval "
              + claimInterval
              + " must be positive, and lease "
              + lease
              + " twice it");
    }
    if (checkpointInterval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "checkpoint-interval is " + checkpointInterval + ": give 1 ms or more");
    }
    if (buffer < 1) {
      throw new IllegalArgumentException("buffer is " + buffer + ": give 1 or more");
    }
    if (drainTimeout.toMillis() < 1) {
      throw new IllegalArgumentException(
          "drain-timeout is " + drainTimeout + ": give 1 ms or more");
    }
  }

  public static EngineConfig defaults() {
    return new EngineConfig(
        Duration.ofSeconds(4),
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        1000,
        Duration.ofSeconds(10));
  }
}
