package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** One node after the other is stopped in good order and started again; heals when all are done. */
final class Rolling implements Fault {

  private static final Duration A_NODE = Duration.ofSeconds(90);

  private CompletableFuture<Void> rollout = CompletableFuture.completedFuture(null);

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public Target target() {
    return Target.NODE;
  }

  @Override
  public Span span() {
    return Span.seconds(20, 30);
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) {
    rollout = CompletableFuture.runAsync(() -> rig.nodes().forEach(Rolling::restart));
    return "restart of all nodes, each when the one before is ready";
  }

  private static void restart(RigNode node) {
    node.terminate();
    node.start();
    node.awaitReady(A_NODE);
  }

  @Override
  public void heal(Rig rig) throws Exception {
    try {
      rollout.get(rig.nodes().size() * A_NODE.toSeconds(), TimeUnit.SECONDS);
    } finally {
      rig.revive();
    }
  }
}
