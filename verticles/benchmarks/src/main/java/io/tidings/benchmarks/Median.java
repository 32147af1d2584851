package io.tidings.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/** The middle of several measurements, and how far they lie apart. */
record Median(double value, double least, double greatest) {

  static Median of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double value =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Median(value, sorted[0], Arrays.stream(sorted).max().orElseThrow());
  }

  String spread() {
    return Row.number(least) + "–" + Row.number(greatest);
  }
}
