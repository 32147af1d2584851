package io.tidings.benchmarks;

import io.tidings.model.Append;
import io.tidings.model.NewEvent;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.engine.DeciderBuilder;
import io.tidings.sourcing.engine.RunningDecider;
import io.tidings.sourcing.engine.SnapshotPolicy;
import io.tidings.sourcing.snapshots.MemorySnapshots;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A decider that has just been started is asked about a stream of 100,000 events: with a snapshot,
 * against all of them read.
 */
final class Load implements Benchmark {

  private static final int EVENTS = 100_000;
  private static final int BATCH = 1000;
  private static final int EVERY = 500;
  private static final String STREAM = "count-long";
  private static final double GOAL = 10;

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String help() {
    return "a decider loads a stream of 100,000 events, with and without a snapshot";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    try (DeciderNode node = DeciderNode.open(bench.freshLog())) {
      fill(node);
      MemorySnapshots kept = new MemorySnapshots();
      load(node, kept);
      while (kept.load("bench", STREAM).await().isEmpty()) {
        Thread.onSpinWait();
      }
      return List.of(
          Rounds.compare(
              bench,
              name(),
              "loads/s",
              () -> load(node, Snapshots.none()),
              () -> load(node, kept),
              GOAL));
    }
  }

  private static void fill(DeciderNode node) {
    for (int done = 0; done < EVENTS; done += BATCH) {
      List<NewEvent> batch = new ArrayList<>(BATCH);
      for (int i = 1; i <= BATCH; i++) {
        DeciderNode.Counted event = new DeciderNode.Counted(done + i, DeciderNode.TEXT);
        batch.add(EventJson.event(event, "/bench").stream(STREAM).build());
      }
      node.log().bus().append(new Append(batch, Map.of())).await();
    }
  }

  /** From a command to its outcome, on a node that knows nothing yet. */
  private static Speed load(DeciderNode node, Snapshots snapshots) {
    RunningDecider running = builder(node, snapshots).start().await();
    Speed.Watch watch = Speed.start();
    Future<CommandOutcome> looked =
        running.commands().send(node.sourcing().command("bench", STREAM, new DeciderNode.Look()));
    long version = ((CommandOutcome.Accepted) looked.await()).version();
    Speed speed = watch.stop(1);
    running.stop().await();
    if (version != EVENTS) {
      throw new IllegalStateException("loaded as far as version " + version);
    }
    return speed;
  }

  private static DeciderBuilder<?, ?, ?> builder(DeciderNode node, Snapshots snapshots) {
    return node.sourcing()
        .snapshots(snapshots)
        .decider("bench", DeciderNode.Command.class, DeciderNode.EVENTS, new DeciderNode.Counter())
        .snapshots(DeciderNode.State.class, SnapshotPolicy.every(EVERY));
  }
}
