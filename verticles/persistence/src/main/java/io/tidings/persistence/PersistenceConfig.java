package io.tidings.persistence;

import io.tidings.config.Setting;
import java.time.Duration;
import java.util.Optional;

/** How the persistence verticle gathers and announces. */
public record PersistenceConfig(
    @Setting(
            value = "2000",
            help =
                "Events of one transaction at most, unless a single append has more. Larger commits"
                    + " more a second, and makes each wait longer.")
        int maxBatchEvents,
    @Setting(value = "8MiB", bytes = true, help = "Payload of one transaction at most.")
        long maxBatchBytes,
    @Setting(
            value = "100000",
            help = "Events that may wait for their transaction; more are refused as overload.")
        int maxQueuedEvents,
    @Setting(
            value = "",
            bytes = true,
            help =
                "Payload that may wait for its transaction; more is refused as overload. An eighth"
                    + " of the heap if not given.")
        Optional<Long> maxQueuedBytes,
    @Setting(
            value = "10s",
            help =
                "How long a batch is repeated while the database cannot be reached, before its"
                    + " callers are told to try again later.")
        Duration deadline,
    @Setting(
            value = "1s",
            help =
                "How often the head of the log is published, so that nobody misses an append whose"
                    + " frame was lost.")
        Duration beaconInterval) {

  public PersistenceConfig {
    require("max-batch-events", maxBatchEvents);
    require("max-batch-bytes", maxBatchBytes);
    require("max-queued-events", maxQueuedEvents);
    require("max-queued-bytes", maxQueuedBytes.orElse(1L));
    require("deadline", deadline.toMillis());
    require("beacon-interval", beaconInterval.toMillis());
  }

  public static PersistenceConfig defaults() {
    return new PersistenceConfig(
        2000, 8 << 20, 100_000, Optional.empty(), Duration.ofSeconds(10), Duration.ofSeconds(1));
  }

  /** How much payload may wait for its transaction. */
  long queuedBytes() {
    return maxQueuedBytes.orElse(Runtime.getRuntime().maxMemory() / 8);
  }

  private static void require(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " is " + value + ": give 1 or more");
    }
  }
}
