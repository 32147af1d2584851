package io.tidings.launcher;

import io.tidings.config.Setting;
import io.tidings.launcher.config.Section;
import java.time.Duration;

/** The life of a node. */
public record NodeConfig(
    @Setting(value = "1m", help = "How long one role, or joining the cluster, may take to start.")
        Duration startTimeout,
    @Setting(
            value = "250ms",
            help =
                "How long a node that is told to stop goes on working after it has reported that"
                    + " it is not ready, so that others stop sending to it. Behind a load balancer"
                    + " or in Kubernetes: the time these take to notice, such as 5s.")
        Duration drainDelay,
    @Setting(
            value = "20s",
            help =
                "How long stopping may take, drain-delay included. After that the process ends as"
                    + " it is, with exit status 1. Keep it below the patience of who sends the"
                    + " signal: 30 s in Kubernetes.")
        Duration shutdownTimeout) {

  /** The section of the configuration that this record is read from. */
  public static final Section<NodeConfig> SECTION = new Section<>("node", NodeConfig.class);

  public NodeConfig {
    if (startTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("start-timeout " + startTimeout + " is not positive");
    }
    if (drainDelay.isNegative()) {
      throw new IllegalArgumentException("drain-delay " + drainDelay + " is negative");
    }
    if (shutdownTimeout.compareTo(drainDelay) <= 0) {
      throw new IllegalArgumentException(
          "shutdown-timeout "
              + shutdownTimeout
              + " leaves no time after drain-delay "
              + drainDelay);
    }
  }
}
