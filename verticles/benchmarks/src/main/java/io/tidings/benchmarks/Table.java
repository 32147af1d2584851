package io.tidings.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows as text, columns aligned. */
final class Table {

  private static final List<String> HEAD =
      List.of(
          "name", "value", "baseline", "unit", "ratio", "(spread)", "µs CPU", "baseline", "goal");

  private static final Set<Integer> FIGURES = Set.of(1, 2, 4, 6, 7);

  private Table() {}

  static String of(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEAD);
    rows.forEach(row -> lines.add(cells(row)));
    int[] widths = new int[HEAD.size()];
    for (List<String> line : lines) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining());
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.name(),
        Row.number(row.value()),
        Row.number(row.baseline()),
        row.unit(),
        Row.number(row.ratio()),
        row.spread(),
        Row.number(row.cpu()),
        Row.number(row.baselineCpu()),
        row.shownGoal());
  }

  /** Figures to the right, words to the left. */
  private static String aligned(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      boolean figure = FIGURES.contains(column);
      String format = "%" + (figure ? "" : "-") + widths[column] + "s  ";
      text.append(format.formatted(line.get(column)));
    }
    return text.toString().stripTrailing() + "\n";
  }
}
