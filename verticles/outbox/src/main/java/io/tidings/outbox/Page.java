package io.tidings.outbox;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one look at the outbox has shown.
 *
 * @param more whether there may be more behind it already
 * @param holders transactions that were committing right after
 * @param ageMillis of the first row when the page was read
 * @param readAt by {@link System#nanoTime}
 */
record Page(List<OutboxRow> rows, boolean more, Set<String> holders, long ageMillis, long readAt) {

  Page {
    rows = List.copyOf(rows);
    holders = new HashSet<>(holders);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  OutboxRow last() {
    return rows.get(rows.size() - 1);
  }

  /** Those of which no row comes behind this page. */
  List<Long> finished() {
    long open = more && last().isEvent() ? last().number() : -1;
    return rows.stream().map(OutboxRow::number).filter(n -> n != open).distinct().toList();
  }
}
