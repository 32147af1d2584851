package io.tidings.chaos.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of Markdown, its columns as wide as what stands in them; numbers stand to the right. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... names) {
    rows.add(List.of(names));
  }

  Table row(String... cells) {
    return row(List.of(cells));
  }

  Table row(List<String> cells) {
    rows.add(cells.stream().map(cell -> cell.replace("|", "\\|").replace('\n', ' ')).toList());
    return this;
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  String text() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      int at = column;
      widths[at] = rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
      right[at] =
          rows.size() > 1
              && rows.stream().skip(1).allMatch(row -> row.get(at).matches("[-+\\d].*|"));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i), widths, right));
      if (i == 0) {
        text.append(rule(widths, right));
      }
    }
    return text.toString();
  }

  private static String line(List<String> row, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(' ').append(right[i] ? padding + row.get(i) : row.get(i) + padding).append(" |");
    }
    return line.append('\n').toString();
  }

  private static String rule(int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      line.append("-".repeat(widths[i] + 1)).append(right[i] ? ":|" : "-|");
    }
    return line.append('\n').toString();
  }
}
