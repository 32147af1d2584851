package io.tidings.sourcing.commands;

import io.tidings.config.Setting;
import java.time.Duration;

/** How a node reaches deciders over the bus. */
public record BusCommandsConfig(
    @Setting(
            value = "3s",
            help =
                "How long a command waits for its answer before it is sent again, to another node"
                    + " if there is one. Shorter finds dead nodes sooner, longer spares a slow"
                    + " database the repetition.")
        Duration attemptTimeout,
    @Setting(
            value = "1s",
            help =
                "How long a decider that no node runs is looked for, since it may be about to start"
                    + " or to move.")
        Duration patience,
    @Setting(
            value = "10s",
            help = "How long a command is sent again before its sender is told to try later.")
        Duration deadline,
    @Setting(
            value = "1024",
            help = "Commands that may wait for an answer at once; more are refused as overload.")
        int maxInFlight) {

  public BusCommandsConfig {
    if (attemptTimeout.toMillis() < 1 || deadline.compareTo(attemptTimeout) < 0) {
      throw new IllegalArgumentException(
          "attempt-timeout "
              + attemptTimeout
              + " must be positive and within deadline "
              + deadline);
    }
    if (patience.isNegative() || deadline.compareTo(patience) < 0) {
      throw new IllegalArgumentException(
          "patience " + patience + " must not be negative and within deadline " + deadline);
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("max-in-flight is " + maxInFlight + ": give 1 or more");
    }
  }

  public static BusCommandsConfig defaults() {
    return new BusCommandsConfig(
        Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(10), 1024);
  }
}
