package io.tidings.outbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one look at the outbox has shown.
 *
 * @param run of the server; see {@link Turn}
 * @param more whether there may be more behind it already
 * @param holders transactions that were committing right after
 * @param ageMillis of the first row when the page was read
 * @param readAt by {@link System#nanoTime}
 */
record Page(
    String run,
    List<OutboxRow> rows,
    boolean more,
    Set<String> holders,
    long ageMillis,
    long readAt) {

  Page {
    rows = List.copyOf(rows);
    holders = Set.copyOf(holders);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  OutboxRow last() {
    return rows.get(rows.size() - 1);
  }

  /** One row of each transaction of which no row comes behind this page. */
  List<OutboxRow> finished() {
    long open = more && last().isEvent() ? last().number() : -1;
    Map<Long, OutboxRow> finished = new LinkedHashMap<>();
    for (OutboxRow row : rows) {
      if (row.number() != open) {
        finished.putIfAbsent(row.number(), row);
      }
    }
    return List.copyOf(finished.values());
  }

  List<OutboxRow> events() {
    return rows.stream().filter(OutboxRow::isEvent).toList();
  }
}
