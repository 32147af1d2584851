package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.util.random.RandomGenerator;

/** SIGTERM to a node, which is started again when it heals. */
final class Terminate implements Fault {

  @Override
  public String name() {
    return "terminate";
  }

  @Override
  public Target target() {
    return Target.NODE;
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    RigNode victim = Nodes.any(rig, random);
    long began = System.nanoTime();
    int status = victim.terminate();
    return "SIGTERM of %s, which ended with status %d after %d ms"
        .formatted(victim, status, (System.nanoTime() - began) / 1_000_000);
  }

  @Override
  public void heal(Rig rig) {
    rig.revive();
  }
}
