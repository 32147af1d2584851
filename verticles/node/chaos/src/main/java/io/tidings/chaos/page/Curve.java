package io.tidings.chaos.page;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/** One value over time. */
record Curve(String name, String unit, double share, double slack, List<Sample> samples) {

  static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  record Sample(long at, double value) {}

  String title() {
    return unit.isEmpty() ? name : name + " (" + unit + ")";
  }

  String cell(long begin, long minute) {
    long from = begin + minute * MINUTE;
    OptionalDouble median = median(from, from + MINUTE);
    return median.isPresent() ? text(median.getAsDouble()) : "";
  }

  boolean isFlat() {
    return growth() <= tolerance();
  }

  String verdict() {
    if (samples.isEmpty() || quarter(1).isEmpty() || quarter(3).isEmpty()) {
      return name + ": not flat, as there are too few samples to say so";
    }
    return "%s: %s, median %s in the second quarter, %s in the last; %s more is tolerated"
        .formatted(
            name,
            isFlat() ? "flat" : "NOT FLAT",
            measure(quarter(1).getAsDouble()),
            measure(quarter(3).getAsDouble()),
            measure(tolerance()));
  }

  private double growth() {
    return quarter(3).orElse(Double.NaN) - quarter(1).orElse(Double.NaN);
  }

  private double tolerance() {
    return share * Math.abs(quarter(1).orElse(0)) + slack;
  }

  private OptionalDouble quarter(int number) {
    if (samples.isEmpty()) {
      return OptionalDouble.empty();
    }
    long begin = samples.get(0).at();
    long length = samples.get(samples.size() - 1).at() + 1 - begin;
    return median(begin + length * number / 4, begin + length * (number + 1) / 4);
  }

  private OptionalDouble median(long from, long to) {
    double[] values =
        samples.stream()
            .filter(sample -> from <= sample.at() && sample.at() < to)
            .mapToDouble(Sample::value)
            .sorted()
            .toArray();
    int half = values.length / 2;
    return values.length % 2 == 1
        ? OptionalDouble.of(values[half])
        : DoubleStream.of(values).skip(Math.max(half - 1, 0)).limit(2).average();
  }

  private String measure(double value) {
    return unit.isEmpty() ? text(value) : text(value) + " " + unit;
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
  }
}
