package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Network;
import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Some nodes and the others do not hear each other; each still has its clients and the database.
 */
record Partition(String name, Span span, boolean halves) implements Fault {

  /** One node alone, for about as long as it takes to notice. */
  static Partition ofOne() {
    return new Partition("partition", Span.seconds(3, 10), false);
  }

  /** Long enough that the cluster splits, and merges when it heals. */
  static Partition ofHalves() {
    return new Partition("partition-halves", Span.seconds(25, 35), true);
  }

  @Override
  public Target target() {
    return Target.NETWORK;
  }

  @Override
  public Optional<String> impossible(Rig rig) {
    return rig.network().untouchable();
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    int size = halves ? (rig.nodes().size() + 1) / 2 : 1;
    List<RigNode> some = Nodes.some(rig, size, random);
    Network network = rig.network();
    for (RigNode here : some) {
      for (RigNode there : rig.nodes()) {
        if (!some.contains(there)) {
          network.cut(here.number(), there.number());
          network.cut(there.number(), here.number());
        }
      }
    }
    return Nodes.list(some) + " cut off from the others";
  }

  @Override
  public void heal(Rig rig) {
    rig.network().heal();
  }
}
