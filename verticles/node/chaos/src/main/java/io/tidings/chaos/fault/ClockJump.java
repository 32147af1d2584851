package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** One node's time of day is an hour ahead or behind of the others', and then right again. */
final class ClockJump implements Fault {

  private static final Duration JUMP = Duration.ofHours(1);

  @Override
  public String name() {
    return "clock-jump";
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
    boolean ahead = random.nextBoolean();
    node.skewClock(ahead ? JUMP : JUMP.negated());
    return "the clock of %s jumps an hour %s".formatted(node, ahead ? "ahead" : "back");
  }

  @Override
  public void heal(Rig rig) throws IOException {
    for (RigNode node : rig.nodes()) {
      node.skewClock(Duration.ZERO);
    }
  }
}
