package io.tidings.log.bus;

import io.tidings.config.Setting;
import java.time.Duration;

/** How a node reaches the log over the bus. */
public record BusLogConfig(
    @Setting(
            value = "2s",
            help =
                "How long one request to a persistence node may take before it is repeated, to"
                    + " another node if there is one. Shorter finds dead nodes sooner, longer spares"
                    + " a slow database the repetition.")
        Duration attemptTimeout,
    @Setting(
            value = "10s",
            help = "How long a request is repeated before its caller is told to try again later.")
        Duration deadline,
    @Setting(
            value = "1024",
            help = "Requests that may wait for an answer at once; more are refused as overload.")
        int maxInFlight) {

  public BusLogConfig {
    if (attemptTimeout.toMillis() < 1 || deadline.compareTo(attemptTimeout) < 0) {
      throw new IllegalArgumentException(
          "attempt-timeout "
              + attemptTimeout
              + " must be positive and within deadline "
              + deadline);
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("max-in-flight is " + maxInFlight + ": give 1 or more");
    }
  }

  public static BusLogConfig defaults() {
    return new BusLogConfig(Duration.ofSeconds(2), Duration.ofSeconds(10), 1024);
  }
}
