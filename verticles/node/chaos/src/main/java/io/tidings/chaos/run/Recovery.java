package io.tidings.chaos.run;

import io.tidings.chaos.load.Load;
import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits until everything is as before a fault. */
final class Recovery {

  static final Duration PATIENCE = Duration.ofSeconds(90);

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
    long end = moment + PATIENCE.toNanos();
    List<String> missing = missing(moment);
    while (!missing.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(PAUSE_MILLIS);
      missing = missing(moment);
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
