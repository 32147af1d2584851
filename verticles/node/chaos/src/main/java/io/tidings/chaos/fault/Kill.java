package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.util.List;
import java.util.random.RandomGenerator;

/** SIGKILL to some nodes at once; started again when it heals. */
record Kill(String name, int count) implements Fault {

  @Override
  public Target target() {
    return Target.NODE;
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    List<RigNode> victims = Nodes.some(rig, count, random);
    victims.parallelStream().forEach(RigNode::kill);
    return "kill -9 of " + Nodes.list(victims);
  }

  @Override
  public void heal(Rig rig) {
    rig.revive();
  }
}
