package io.tidings.persistence;

import io.tidings.config.Setting;
import java.time.Duration;

/** How a node records what was scheduled. */
public record ScheduleConfig(
    @Setting(
            value = "500",
            help = "Appends that are taken at once. More record faster, and are held in memory.")
        int batch,
    @Setting(
            value = "250ms",
            help = "How often to look for what was scheduled on another node to be recorded soon.")
        Duration interval,
    @Setting(
            value = "2s",
            help =
                "After what time another node may record what this one has taken and not recorded."
                    + " What a killed node has taken is late by as much; shorter makes nodes that"
                    + " are only slow do work twice, which changes nothing.")
        Duration lease,
    @Setting(
            value = "1d",
            help =
                "How long the ids of what is recorded or cancelled are remembered, so that a"
                    + " repeated request is answered as the first time.")
        Duration remember) {

  public ScheduleConfig {
    require("batch", batch);
    require("interval", interval.toMillis());
    require("lease", lease.toMillis());
    require("remember", remember.toMillis());
  }

  public static ScheduleConfig defaults() {
    return new ScheduleConfig(
        500, Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofDays(1));
  }

  private static void require(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " is " + value + ": give 1 or more");
    }
  }
}
