package io.tidings.chaos.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Values that ought to be flat, sampled over time: heap after collection, threads, connections.
 * Safe to be used by several threads.
 */
public final class Curves {

  private final Map<String, Curve> curves = new LinkedHashMap<>();

  /**
   * Begins a curve, and says what flat means: its median in the last quarter of its time is not
   * more than {@code share} times that in the second quarter, and {@code slack}, above that.
   *
   * @param unit of its values: {@code MiB}
   */
  public synchronized Curves curve(String name, String unit, double share, double slack) {
    curves.put(name, new Curve(name, unit, share, slack, new ArrayList<>()));
    return this;
  }

  /**
   * Adds a sample.
   *
   * @param at {@link System#nanoTime()}, not before that of the sample before
   */
  public synchronized void sample(String name, long at, double value) {
    curves.get(name).samples().add(new Curve.Sample(at, value));
  }

  public synchronized boolean isEmpty() {
    return curves.isEmpty();
  }

  /** Whether all curves are flat; one that is too short to say is not. */
  public synchronized boolean areFlat() {
    return curves.values().stream().allMatch(Curve::isFlat);
  }

  /** A table of minutes, each with the median of its samples, and a verdict for each curve. */
  synchronized String text() {
    long begin = bounds().min().orElse(0);
    long minutes = (bounds().max().orElse(0) - begin) / Curve.MINUTE;
    List<String> names = new ArrayList<>(List.of("minute"));
    curves.values().forEach(curve -> names.add(curve.title()));
    Table table = new Table(names.toArray(String[]::new));
    for (long minute = 0; minute <= minutes; minute++) {
      List<String> cells = new ArrayList<>(List.of(Long.toString(minute)));
      for (Curve curve : curves.values()) {
        cells.add(curve.cell(begin, minute));
      }
      table.row(cells);
    }
    StringBuilder text = new StringBuilder(table.text()).append('\n');
    curves.values().forEach(curve -> text.append("- ").append(curve.verdict()).append('\n'));
    return text.toString();
  }

  private LongStream bounds() {
    return curves.values().stream()
        .flatMap(curve -> curve.samples().stream())
        .mapToLong(Curve.Sample::at);
  }
}
