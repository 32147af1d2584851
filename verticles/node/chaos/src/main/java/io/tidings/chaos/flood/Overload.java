package io.tidings.chaos.flood;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds out how much a node takes, offers it a multiple of that, and watches how it gets over it:
 * capacity, calm, flood, calm.
 */
public final class Overload {

  /**
   * What is done.
   *
   * @param connections of the flood; more than the node serves requests at once, or nothing is
   *     refused
   * @param depth requests on one connection that are not answered yet
   * @param times of the capacity that the flood offers
   */
  public record Plan(
      int connections, int depth, double times, Duration probe, Duration calm, Duration flood) {

    public static Plan of(Duration flood) {
      return new Plan(2000, 8, 10, Duration.ofSeconds(5), Duration.ofSeconds(10), flood);
    }

    public Plan quick() {
      return new Plan(
          connections, depth, times, Duration.ofSeconds(2), Duration.ofSeconds(6), flood);
    }
  }

  /** What came of it; what was still on its way when the flood ended is in {@code after}. */
  public record Outcome(double capacity, Tally before, Tally flood, Tally after, Tally all) {

    public double ratio() {
      return flood.acceptedPerSecond() / capacity;
    }

    /**
     * The seconds from the flood's end until the 99th percentile of a second is at most twice what
     * it was before, and stays there; NaN if it never does.
     */
    public double secondsToNormal() {
      double normal = Math.max(2 * before.percentileMillis(0.99), NOISE_MILLIS);
      int seconds = (int) after.duration;
      for (int second = seconds; second > 0; second--) {
        if (!(after.percentileMillis(0.99, second - 1) <= normal)) {
          return second == seconds ? Double.NaN : second;
        }
      }
      return 0;
    }
  }

  private static final double NOISE_MILLIS = 20;
  private static final double CALM = 0.2;
  private static final double GROWTH = 1.05;
  private static final int[] CONCURRENCY = {32, 64, 128, 256, 512, 1000};

  private final Plan plan;
  private final Consumer<String> say;
  private final ProcessHandle node;
  private final Tally all = new Tally();
  private double spent;

  public Overload(Plan plan, ProcessHandle node, Consumer<String> say) {
    this.plan = plan;
    this.node = node;
    this.say = say;
  }

  public Outcome run(int port, Template template) throws IOException {
    try (Generator generator = new Generator(port, plan.connections(), plan.depth(), template)) {
      double capacity = capacity(generator);
      Tally before = kept("before", generator.open(CALM * capacity, plan.calm()));
      Tally flood = kept("flood", generator.open(plan.times() * capacity, plan.flood()));
      Tally after = kept("after", generator.open(CALM * capacity, plan.calm()));
      kept("rest", generator.drain(Duration.ofSeconds(10)));
      return new Outcome(capacity, before, flood, after, all);
    }
  }

  /** Ever more callers at once, until that makes no difference any more. */
  private double capacity(Generator generator) throws IOException {
    kept("warm-up", generator.closed(callers(CONCURRENCY[1]), plan.probe()));
    List<Double> rates = new ArrayList<>(List.of(0.0));
    for (int concurrency : CONCURRENCY) {
      int callers = callers(concurrency);
      Tally tally = kept(callers + " callers", generator.closed(callers, plan.probe()));
      rates.add(tally.acceptedPerSecond());
      int last = rates.size() - 1;
      if (callers < concurrency || last > 2 && rates.get(last) < GROWTH * rates.get(last - 1)) {
        break;
      }
    }
    kept("rest", generator.drain(Duration.ofSeconds(10)));
    return rates.stream().mapToDouble(rate -> rate).max().orElseThrow();
  }

  private int callers(int concurrency) {
    return Math.min(concurrency, plan.connections());
  }

  private Tally kept(String phase, Tally tally) {
    all.add(tally);
    double seconds = cpuSeconds();
    tally.cpuSeconds = seconds - spent;
    spent = seconds;
    say.accept(phase + ": " + tally.text());
    return tally;
  }

  private double cpuSeconds() {
    return node.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }
}
