package io.tidings.benchmarks;

import io.tidings.consumers.Start;
import java.util.ArrayList;
import java.util.List;

/**
 * A consumer that keeps up behind a writer: what it handles a second until it has handled the last
 * event, against what the writer has recorded a second until it had recorded that, in the same run.
 * The last event is handled after it is recorded, so the ratio counts to a hundredth. For context,
 * what the writer records without a consumer beside it.
 */
final class ConsumeLive implements Benchmark {

  private static final int EVENTS = 80_000;
  private static final int WRITERS = 2;
  private static final double GOAL = 1.0;

  private record Round(Speed handled, Speed recorded, double behindMillis) {

    double ratio() {
      return Math.round(handled.perSecond() / recorded.perSecond() * 100) / 100.0;
    }
  }

  @Override
  public String name() {
    return "consume-live";
  }

  @Override
  public String help() {
    return "an empty handler behind a writer, against the writer";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    int events = bench.events(EVENTS);
    List<Speed> alone = new ArrayList<>();
    List<Round> beside = new ArrayList<>();
    try (ConsumerNode node = ConsumerNode.open(bench.freshLog())) {
      for (int round = 0; round <= bench.rounds(); round++) {
        Speed without = AppendBatch.append(node.log().bus(), events, WRITERS);
        Round with = round(node, events);
        bench.say(
            "%s, %s: recorded %s, handled %s, the last %.1f ms later; without a consumer %s",
            name(),
            round == 0 ? "warm-up" : "round " + round,
            Row.number(with.recorded().perSecond()),
            Row.number(with.handled().perSecond()),
            with.behindMillis(),
            Row.number(without.perSecond()));
        if (round > 0) {
          alone.add(without);
          beside.add(with);
        }
      }
    }
    return rows(beside, alone);
  }

  private static Round round(ConsumerNode node, int events) throws Exception {
    Countdown countdown = new Countdown(events);
    Runnable stop = node.consume(Start.LATEST, countdown).await();
    Speed recorded = AppendBatch.append(node.log().bus(), events, WRITERS);
    long end = System.nanoTime();
    long behind = Math.max(0, countdown.await() - end);
    stop.run();
    double seconds = events / recorded.perSecond() + behind / 1e9;
    return new Round(new Speed(events / seconds, Double.NaN), recorded, behind / 1e6);
  }

  private List<Row> rows(List<Round> rounds, List<Speed> alone) {
    Median ratio = Median.of(rounds.stream().map(Round::ratio).toList());
    Median beside = Median.of(rounds.stream().map(one -> one.recorded().perSecond()).toList());
    Row row =
        new Row(
            name(),
            "events/s",
            Median.of(rounds.stream().map(one -> one.handled().perSecond()).toList()).value(),
            beside.value(),
            ratio.value(),
            ratio.spread(),
            Median.of(rounds.stream().map(one -> one.recorded().cpuMicros()).toList()).value(),
            Double.NaN,
            GOAL);
    Median without = Median.of(alone.stream().map(Speed::perSecond).toList());
    return List.of(
        row,
        Row.context(
            "the last handled after",
            "ms",
            Median.of(rounds.stream().map(Round::behindMillis).toList()).value()),
        Row.context("the writer without it", "events/s", without.value()));
  }
}
