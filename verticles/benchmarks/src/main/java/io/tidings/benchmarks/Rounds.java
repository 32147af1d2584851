package io.tidings.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures two things in turn, baseline first, so that whatever else the machine does meanwhile
 * disturbs both alike. The first pair warms up and does not count.
 */
final class Rounds {

  /** One round. */
  @FunctionalInterface
  interface Round {
    Speed run() throws Exception;
  }

  private Rounds() {}

  static Row compare(Bench bench, String name, String unit, Round baseline, Round ours, double goal)
      throws Exception {
    List<Double> raw = new ArrayList<>();
    List<Double> own = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> rawCpu = new ArrayList<>();
    List<Double> ownCpu = new ArrayList<>();
    for (int round = 0; round <= bench.rounds(); round++) {
      Speed before = baseline.run();
      Speed after = ours.run();
      double ratio = after.perSecond() / before.perSecond();
      bench.say(
          "%s, %s: baseline %s, ours %s, ratio %.2f, CPU %s and %s µs each",
          name,
          round == 0 ? "warm-up" : "round " + round,
          Row.number(before.perSecond()),
          Row.number(after.perSecond()),
          ratio,
          Row.number(before.cpuMicros()),
          Row.number(after.cpuMicros()));
      if (round > 0) {
        raw.add(before.perSecond());
        own.add(after.perSecond());
        ratios.add(ratio);
        rawCpu.add(before.cpuMicros());
        ownCpu.add(after.cpuMicros());
      }
    }
    Median ratio = Median.of(ratios);
    return new Row(
        name,
        unit,
        Median.of(own).value(),
        Median.of(raw).value(),
        ratio.value(),
        ratio.spread(),
        Median.of(ownCpu).value(),
        Median.of(rawCpu).value(),
        goal);
  }
}
