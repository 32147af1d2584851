package io.tidings.benchmarks;

import io.tidings.chaos.flood.Overload;
import io.tidings.chaos.flood.Tally;
import io.tidings.chaos.flood.Template;
import io.tidings.chaos.flood.Vitals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A node whose gateway is offered ten times what it takes: how much of that it still takes, how
 * soon it is as before, and what it needs meanwhile. Capacity is measured in the same run, by ever
 * more callers that each wait for their answer.
 */
final class OverloadGateway implements Benchmark {

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Duration QUICK = Duration.ofSeconds(15);
  private static final double GOAL = 0.7;
  private static final double SECONDS_TO_NORMAL = 5;

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public String help() {
    return "posts at ten times capacity for a minute: accepted, against capacity";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    try (NodeProcess node = GatewaySingle.node(bench.freshLog())) {
      Overload.Plan plan = Overload.Plan.of(bench.quick() ? QUICK : MINUTE);
      List<Vitals> vitals = new ArrayList<>();
      Overload overload =
          new Overload(
              bench.quick() ? plan.quick() : plan,
              node.handle(),
              text -> {
                vitals.add(Vitals.of(node.handle().pid()));
                bench.say("%s", text);
              });
      return rows(overload.run(node.port(), template()), vitals);
    }
  }

  private static Template template() {
    return Template.single(Template.source(), Samples.PAYLOAD_BYTES);
  }

  private static List<Row> rows(Overload.Outcome outcome, List<Vitals> vitals) {
    Tally flood = outcome.flood();
    return List.of(
        new Row(
            "overload",
            "events/s",
            flood.acceptedPerSecond(),
            outcome.capacity(),
            outcome.ratio(),
            "",
            flood.cpuMicrosEach(),
            Double.NaN,
            GOAL),
        Row.below(
            "overload, back to normal",
            "s",
            Median.of(List.of(outcome.secondsToNormal())),
            SECONDS_TO_NORMAL),
        Row.below(
            "overload, without Retry-After",
            "answers",
            Median.of(List.of((double) outcome.all().withoutRetryAfter())),
            0),
        Row.context("overload, p99 before", "ms", outcome.before().percentileMillis(0.99)),
        Row.context("overload, p99 during", "ms", flood.percentileMillis(0.99)),
        Row.context("overload, p99 after", "ms", outcome.after().percentileMillis(0.99)),
        Row.context(
            "overload, largest RSS",
            "MB",
            vitals.stream().mapToDouble(Vitals::residentMegabytes).max().orElse(Double.NaN)));
  }
}
