package io.tidings.chaos.run;

import io.tidings.chaos.load.Load;
import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until everything is as before a fault. */
final class Recovery {

  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final Duration QUICK = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 200;

  private final Rig rig;
  private final List<Load> loads;

  Recovery(Rig rig, List<Load> loads) {
    this.rig = rig;
    this.loads = loads;
  }

  /** Who has not come back in time: nodes that are not ready, loads that do not go on. */
  List<String> await() throws InterruptedException {
    long moment = System.nanoTime();
    List<String> missing = missing(moment);
    List<String> told = List.of();
    for (long passed = 0; !missing.isEmpty() && passed < PATIENCE.toNanos(); ) {
      Thread.sleep(PAUSE_MILLIS);
      missing = missing(moment);
      passed = System.nanoTime() - moment;
      if (passed > QUICK.toNanos() && !missing.equals(told)) {
        told = missing;
        LOG.info("After {} s: {}", TimeUnit.NANOSECONDS.toSeconds(passed), missing);
      }
    }
    return missing;
  }

  private List<String> missing(long moment) {
    List<String> missing = new ArrayList<>();
    for (RigNode node : rig.nodes()) {
      if (!node.isReady()) {
        missing.add(node + " is not ready");
      }
    }
    for (Load load : loads) {
      if (!load.worksSince(moment)) {
        missing.add("the load " + load.name() + " does not go on");
      }
    }
    return missing;
  }
}
