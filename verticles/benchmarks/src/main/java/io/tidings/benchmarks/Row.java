package io.tidings.benchmarks;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param value what was measured, in {@code unit}
 * @param baseline the same of the baseline; NaN if there is none
 * @param ratio median of the ratios of neighbouring rounds; NaN if there is no baseline
 * @param spread the least and the greatest of these ratios, or of the values
 * @param cpu processor time for each, in microseconds; NaN if it was not measured
 * @param goal what the ratio, or without a baseline the value, is to keep; NaN if there is none
 */
record Row(
    String name,
    String unit,
    double value,
    double baseline,
    double ratio,
    String spread,
    double cpu,
    double baselineCpu,
    double goal) {

  /** Of one thing without a baseline, which is to stay below {@code goal}. */
  static Row below(String name, String unit, Median values, double goal) {
    return new Row(
        name,
        unit,
        values.value(),
        Double.NaN,
        Double.NaN,
        values.spread(),
        Double.NaN,
        Double.NaN,
        goal);
  }

  /** Worth knowing beside the others. */
  static Row context(String name, String unit, double value) {
    return new Row(
        name, unit, value, Double.NaN, Double.NaN, "", Double.NaN, Double.NaN, Double.NaN);
  }

  boolean hasGoal() {
    return !Double.isNaN(goal);
  }

  boolean hasBaseline() {
    return !Double.isNaN(baseline);
  }

  boolean met() {
    return hasBaseline() ? ratio >= goal : value <= goal;
  }

  String shownGoal() {
    return !hasGoal()
        ? ""
        : (hasBaseline() ? ">= " : "<= ") + number(goal) + (met() ? " met" : " MISSED");
  }

  /** Three digits that count, thousands set apart. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
