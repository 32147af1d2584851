package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** A tenth of one node's heap is left to it. */
final class LowHeap implements Fault {

  @Override
  public String name() {
    return "low-heap";
  }

  @Override
  public Target target() {
    return Target.NODE;
  }

  @Override
  public Span span() {
    return Span.seconds(15, 25);
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) throws IOException {
    RigNode node = Nodes.any(rig, random);
    node.fillHeap(true);
    return "nine tenths of the heap of %s taken".formatted(node);
  }

  @Override
  public void heal(Rig rig) throws IOException {
    for (RigNode node : rig.nodes()) {
      node.fillHeap(false);
    }
    rig.revive();
  }
}
