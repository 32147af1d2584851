package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * One node has a slow line: little passes at a time, and what it says to the database comes late.
 * Where nodes have no network of their own, the latter alone.
 */
final class SlowNetwork implements Fault {

  private static final Duration QUEUE = Duration.ofMillis(500);

  @Override
  public String name() {
    return "slow-network";
  }

  @Override
  public Target target() {
    return Target.NETWORK;
  }

  @Override
  public Span span() {
    return Span.seconds(10, 25);
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    RigNode node = Nodes.any(rig, random);
    int kilobits = random.nextInt(300, 2_000);
    Duration delay = Duration.ofMillis(random.nextInt(10, 100));
    node.link().slow(delay, delay);
    String late = "%d to %d ms".formatted(delay.toMillis(), 2 * delay.toMillis());
    if (!rig.network().canCut()) {
      return "%s reaches the database %s later".formatted(node, late);
    }
    rig.network().slow(node.number(), kilobits, QUEUE);
    return "%s receives %d kbit/s and reaches the database %s later"
        .formatted(node, kilobits, late);
  }

  @Override
  public void heal(Rig rig) {
    rig.network().heal();
    rig.nodes().forEach(node -> node.link().heal());
  }
}
