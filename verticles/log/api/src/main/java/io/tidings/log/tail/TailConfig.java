package io.tidings.log.tail;

import io.tidings.config.Setting;
import java.time.Duration;

/** How a node follows the feed. */
public record TailConfig(
    @Setting(
            value = "20ms",
            help =
                "How long to wait for a frame that was overtaken before reading what is missing from"
                    + " the log.")
        Duration patience,
    @Setting(
            value = "10000",
            help = "Events held while a gap before them is closed; more are read from the log.")
        int maxHeldEvents) {

  public TailConfig {
    if (patience.toMillis() < 1) {
      throw new IllegalArgumentException("patience is " + patience + ": give 1 ms or more");
    }
    if (maxHeldEvents < 1) {
      throw new IllegalArgumentException(
          "max-held-events is " + maxHeldEvents + ": give 1 or more");
    }
  }

  public static TailConfig defaults() {
    return new TailConfig(Duration.ofMillis(20), 10_000);
  }
}
