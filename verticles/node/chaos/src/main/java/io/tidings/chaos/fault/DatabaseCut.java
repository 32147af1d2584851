package io.tidings.chaos.fault;

import io.tidings.chaos.rig.DatabaseLink;
import io.tidings.chaos.rig.DatabaseLink.Direction;
import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.util.random.RandomGenerator;

/** One node and the database do not hear each other, or one of them does not hear the other. */
record DatabaseCut(String name, boolean oneWay) implements Fault {

  @Override
  public Target target() {
    return Target.NETWORK;
  }

  @Override
  public Span span() {
    return Span.seconds(8, 25);
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    RigNode node = Nodes.any(rig, random);
    if (!oneWay) {
      node.link().cut();
      return node + " cut off from the database";
    }
    boolean there = random.nextBoolean();
    node.link().cut(there ? Direction.TO_DATABASE : Direction.FROM_DATABASE);
    return there
        ? "nothing from %s reaches the database".formatted(node)
        : "nothing from the database reaches " + node;
  }

  @Override
  public void heal(Rig rig) {
    rig.nodes().stream().map(RigNode::link).forEach(DatabaseLink::heal);
  }
}
