package io.tidings.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** How long things took. */
record Latencies(double medianMillis, double p99Millis, double greatestMillis) {

  static Latencies of(long[] micros) {
    long[] sorted = micros.clone();
    Arrays.sort(sorted);
    return new Latencies(
        sorted[sorted.length / 2] / 1e3,
        sorted[(int) (sorted.length * 0.99)] / 1e3,
        sorted[sorted.length - 1] / 1e3);
  }

  /** As {@link #text} has it. */
  static Latencies parse(String text) {
    double[] figures = Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Latencies(figures[0], figures[1], figures[2]);
  }

  String text() {
    return String.format(Locale.ROOT, "%f %f %f", medianMillis, p99Millis, greatestMillis);
  }
}
