package io.tidings.gateway.http;

import java.util.Collection;

/** Finds the word that was probably meant. */
final class Nearest {

  private Nearest() {}

  /** The nearest of the words, or null if none is near: more than half of it differs. */
  static String of(String given, Collection<String> words) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    String start = given.substring(0, Math.min(given.length(), 40));
    for (String word : words) {
      int distance = distance(start, word);
      if (distance < least && distance <= Math.max(2, word.length() / 2)) {
        nearest = word;
        least = distance;
      }
    }
    return nearest;
  }

  /** Levenshtein: how many characters to insert, remove or replace. */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column < above.length; column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[above.length];
      current[0] = row;
      for (int column = 1; column < current.length; column++) {
        int replace = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(above[column - 1] + replace, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }
}
