package io.tidings.chaos.page;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Moments, and how far they are apart. */
final class Timeline {

  private final long[] moments;

  /**
   * @param moments 0 is none
   */
  Timeline(LongStream moments) {
    this.moments = moments.filter(moment -> moment != 0).sorted().toArray();
  }

  /** The longest pause between two moments, as far as it lies in (from, to); 0 if there is none. */
  long longest(long from, long to) {
    int found = Arrays.binarySearch(moments, from);
    long longest = 0;
    for (int i = Math.max(found < 0 ? -found - 1 : found + 1, 1);
        i < moments.length && moments[i - 1] < to;
        i++) {
      longest = Math.max(longest, Math.min(moments[i], to) - Math.max(moments[i - 1], from));
    }
    return longest;
  }

  /** The longest pause that ends before. */
  long longestBefore(long to) {
    long longest = 0;
    for (int i = 1; i < moments.length && moments[i] < to; i++) {
      longest = Math.max(longest, moments[i] - moments[i - 1]);
    }
    return longest;
  }
}
