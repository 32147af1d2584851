package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.util.random.RandomGenerator;

/**
 * SIGSTOP for longer than every timeout, then SIGCONT: a node that does not know that it was gone.
 */
final class Freeze implements Fault {

  @Override
  public String name() {
    return "freeze";
  }

  @Override
  public Target target() {
    return Target.NODE;
  }

  @Override
  public Span span() {
    return Span.seconds(30, 35);
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    RigNode victim = Nodes.any(rig, random);
    victim.freeze();
    return "SIGSTOP of " + victim;
  }

  @Override
  public void heal(Rig rig) {
    rig.nodes().forEach(RigNode::thaw);
  }
}
