package io.tidings.benchmarks;

import io.tidings.consumers.Start;
import io.tidings.log.postgres.PostgresLogConfig;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * A consumer of eight segments with an empty handler that begins at the first event, from its start
 * until it has handled the last, against draining the rows with the bare client.
 */
final class ConsumeCatchUp implements Benchmark {

  private static final double GOAL = 0.5;

  @Override
  public String name() {
    return "consume-catch-up";
  }

  @Override
  public String help() {
    return "a consumer with an empty handler that reads the whole log, against the bare client";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    PostgresLogConfig config = bench.freshLog();
    int events = bench.quick() ? CatchUp.QUICK_EVENTS : CatchUp.EVENTS;
    bench.say("filling a log with %,d events", events);
    CatchUp.fill(config, events);
    Vertx vertx = Vertx.vertx();
    try (ConsumerNode node = ConsumerNode.open(config)) {
      BareReader bare = BareReader.open(vertx, config).await();
      return List.of(
          Rounds.compare(
              bench,
              name(),
              "events/s",
              () -> CatchUp.drain(bare, events),
              () -> consume(node, events),
              GOAL));
    } finally {
      vertx.close().await();
    }
  }

  private static Speed consume(ConsumerNode node, int events) throws Exception {
    Countdown countdown = new Countdown(events);
    Speed.Watch watch = Speed.start();
    Runnable stop = node.consume(Start.FIRST, countdown).await();
    countdown.await();
    Speed speed = watch.stop(events);
    stop.run();
    return speed;
  }
}
