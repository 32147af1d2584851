package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Network;
import io.tidings.chaos.rig.Rig;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Packets get lost: those of any node that do not fit a short queue, and bursts between any two.
 */
final class LossyNetwork implements Fault {

  private static final Duration QUEUE = Duration.ofMillis(5);
  private static final int KILOBITS = 5_000;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Repeated losing;

  @Override
  public String name() {
    return "lossy-network";
  }

  @Override
  public Target target() {
    return Target.NETWORK;
  }

  @Override
  public Span span() {
    return Span.seconds(15, 30);
  }

  @Override
  public Optional<String> impossible(Rig rig) {
    return rig.network().untouchable();
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    rig.nodes().forEach(node -> rig.network().slow(node.number(), KILOBITS, QUEUE));
    Random chance = new Random(random.nextLong());
    int nodes = rig.nodes().size();
    losing = new Repeated(name(), PAUSE, () -> lose(rig.network(), nodes, chance)).start();
    return "packets between nodes get lost, in bursts of 20 to 200 ms";
  }

  private static void lose(Network network, int nodes, Random chance) throws InterruptedException {
    int from = chance.nextInt(nodes);
    int to = (from + chance.nextInt(1, nodes)) % nodes;
    network.cut(from + 1, to + 1);
    TimeUnit.MILLISECONDS.sleep(chance.nextInt(20, 200));
    network.mend(from + 1, to + 1);
  }

  @Override
  public void heal(Rig rig) throws InterruptedException {
    if (losing != null) {
      losing.end();
    }
    rig.network().heal();
  }
}
