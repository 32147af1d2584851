package io.tidings.benchmarks;

import io.tidings.consumers.Start;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Ten consumers on one node, of eight segments each: how many events are read from the log for each
 * that is there, while they catch up side by side, and then while they follow a writer.
 */
final class ConsumeTen implements Benchmark {

  private static final int CONSUMERS = 10;
  private static final int EVENTS = 100_000;
  private static final double GOAL = 1.2;

  @Override
  public String name() {
    return "consume-ten";
  }

  @Override
  public String help() {
    return "how often each event is read from the log for ten consumers of a node";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    int events = bench.events(EVENTS);
    List<Double> behind = new ArrayList<>();
    List<Double> live = new ArrayList<>();
    List<Double> speeds = new ArrayList<>();
    for (int round = 1; round <= bench.rounds(); round++) {
      try (ConsumerNode node = ConsumerNode.open(bench.freshLog())) {
        AppendBatch.append(node.log().bus(), events, 1);
        node.reads().readSince();
        List<Countdown> caughtUp = new ArrayList<>();
        List<Countdown> followed = new ArrayList<>();
        long begun = System.nanoTime();
        List<Runnable> stops = start(node, events, caughtUp, followed);
        double seconds = (await(caughtUp) - begun) / 1e9;
        behind.add((double) node.reads().readSince() / events);
        AppendBatch.append(node.log().bus(), events, 1);
        await(followed);
        live.add((double) node.reads().readSince() / events);
        stops.forEach(Runnable::run);
        speeds.add(CONSUMERS * events / seconds);
      }
      bench.say(
          "round %d: %.2f reads of each event behind, %.2f live; %s events/s handled",
          round, behind.get(round - 1), live.get(round - 1), Row.number(speeds.get(round - 1)));
    }
    return List.of(
        Row.below(name() + ", behind", "reads", Median.of(behind), GOAL),
        Row.below(name() + ", live", "reads", Median.of(live), GOAL),
        Row.context("handled by all ten", "events/s", Median.of(speeds).value()));
  }

  /** At the same time, so that they are near each other. */
  private static List<Runnable> start(
      ConsumerNode node, int events, List<Countdown> first, List<Countdown> second) {
    List<Future<Runnable>> stops = new ArrayList<>();
    for (int i = 0; i < CONSUMERS; i++) {
      Countdown behind = new Countdown(events);
      Countdown both = new Countdown(2L * events);
      first.add(behind);
      second.add(both);
      stops.add(
          node.consume(
              Start.FIRST,
              context -> {
                behind.apply(context);
                return both.apply(context);
              }));
    }
    return Future.all(stops).await().list();
  }

  private static long await(List<Countdown> all) throws Exception {
    long last = Long.MIN_VALUE;
    for (Countdown one : all) {
      last = Math.max(last, one.await());
    }
    return last;
  }
}
