package io.tidings.chaos.check;

import java.util.List;

/**
 * What one check has found.
 *
 * @param check its name: {@code lost}
 * @param guarantee the number of the guarantee
 * @param count of all that it found
 * @param examples the first of them, at most {@link #EXAMPLES}
 */
public record Verdict(String check, String guarantee, long count, List<Finding> examples) {

  public static final int EXAMPLES = 20;

  public Verdict {
    examples = List.copyOf(examples);
  }
}
