package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What one node sends another does not arrive; the other way is open. */
final class OneWay implements Fault {

  @Override
  public String name() {
    return "one-way";
  }

  @Override
  public Target target() {
    return Target.NETWORK;
  }

  @Override
  public Span span() {
    return Span.seconds(8, 25);
  }

  @Override
  public Optional<String> impossible(Rig rig) {
    return rig.network().untouchable();
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    List<RigNode> pair = Nodes.some(rig, 2, random);
    boolean up = random.nextBoolean();
    RigNode from = pair.get(up ? 0 : 1);
    RigNode to = pair.get(up ? 1 : 0);
    rig.network().cut(from.number(), to.number());
    return "nothing from %s reaches %s".formatted(from, to);
  }

  @Override
  public void heal(Rig rig) {
    rig.network().heal();
  }
}
