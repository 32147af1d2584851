package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import java.util.List;

/**
 * A guarantee was broken.
 *
 * @param guarantee its number: {@code L3}
 * @param sentence what was found, with all values
 * @param entries that show it
 */
public record Finding(String guarantee, String sentence, List<Entry> entries) {

  public Finding {
    entries = List.copyOf(entries);
  }

  public static Finding of(String guarantee, String sentence, Entry... entries) {
    return new Finding(guarantee, sentence, List.of(entries));
  }
}
