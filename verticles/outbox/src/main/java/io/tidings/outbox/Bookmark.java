package io.tidings.outbox;

import java.util.List;

/**
 * A place in the outbox as it is written down: behind this row of this number, but for the gaps.
 *
 * @param number its transactions up to the row, and all numbers before it, have been read
 */
record Bookmark(long number, long row, List<Gap> gaps) {

  static final Bookmark START = new Bookmark(1, 0, List.of());

  /**
   * Numbers that were missing and may turn up.
   *
   * @param row up to which the first of them has been read
   */
  record Gap(long first, long last, long row) {}

  Bookmark {
    gaps = List.copyOf(gaps);
  }

  Long[] firsts() {
    return gaps.stream().map(Gap::first).toArray(Long[]::new);
  }

  Long[] lasts() {
    return gaps.stream().map(Gap::last).toArray(Long[]::new);
  }

  Long[] rows() {
    return gaps.stream().map(Gap::row).toArray(Long[]::new);
  }
}
