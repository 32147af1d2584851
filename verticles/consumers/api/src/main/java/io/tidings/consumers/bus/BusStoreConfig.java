package io.tidings.consumers.bus;

import io.tidings.config.Setting;
import java.time.Duration;

/** How a node reaches the store of consumers over the bus. */
public record BusStoreConfig(
    @Setting(
            value = "2s",
            help =
                "How long a request that may be repeated waits for its answer before it is, to"
                    + " another node if there is one. Longer than the lease of consumers it costs"
                    + " them their segments when a persistence node dies.")
        Duration attemptTimeout,
    @Setting(
            value = "10s",
            help =
                "How long requests are repeated, and how long one that may not be repeated waits,"
                    + " before the caller is told that the store is unavailable.")
        Duration deadline) {

  public BusStoreConfig {
    if (attemptTimeout.toMillis() < 1 || deadline.compareTo(attemptTimeout) < 0) {
      throw new IllegalArgumentException(
          "attempt-timeout "
              + attemptTimeout
              + " must be positive and within deadline "
              + deadline);
    }
  }

  public static BusStoreConfig defaults() {
    return new BusStoreConfig(Duration.ofSeconds(2), Duration.ofSeconds(10));
  }
}
