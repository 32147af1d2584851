package io.tidings.launcher.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Names of keys: how they are written, and which known one an unknown one probably means. */
final class Names {

  private Names() {}

  /** {@code maxEventBytes} and {@code MAX_EVENT_BYTES} become {@code max-event-bytes}. */
  static String kebab(String name) {
    if (name.equals(name.toUpperCase(Locale.ROOT))) {
      return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** The known name that takes the fewest edits, unless that would be another word altogether. */
  static Optional<String> nearest(String unknown, Collection<String> known) {
    int limit = Math.max(2, unknown.length() / 3);
    return known.stream()
        .filter(name -> distance(unknown, name) <= limit)
        .min(
            Comparator.<String>comparingInt(name -> distance(unknown, name))
                .thenComparingInt(name -> edits(unknown, name)));
  }

  /** What to say of an unknown name: the one that was probably meant, or where to look. */
  static String advice(String prefix, String unknown, Collection<String> known) {
    return nearest(unknown, known)
        .map(name -> "did you mean " + prefix + name + "?")
        .orElse("--help lists what there is");
  }

  private static int distance(String unknown, String name) {
    int dot = name.indexOf('.');
    boolean sectionLeftOut = unknown.indexOf('.') < 0 && dot > 0;
    int whole = edits(unknown, name);
    return sectionLeftOut ? Math.min(whole, edits(unknown, name.substring(dot + 1))) : whole;
  }

  /** Insertions, deletions and replacements from one to the other. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, column -> column);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
