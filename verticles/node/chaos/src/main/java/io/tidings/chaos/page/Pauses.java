package io.tidings.chaos.page;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Faulted;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Seen;
import io.tidings.chaos.history.Entry.Sent;
import io.tidings.chaos.history.History;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** For each fault how long nothing was accepted, and nothing delivered, while it was there. */
final class Pauses {

  private final History history;
  private final Timeline accepting;
  private final Timeline delivering;

  private Pauses(History history) {
    this.history = history;
    // One that nothing ended lasts as long as somebody tried.
    long lastSent = last(history.all(Sent.class));
    long lastAcknowledged = last(history.all(Acknowledged.class));
    accepting = new Timeline(LongStream.concat(times(Acknowledged.class), LongStream.of(lastSent)));
    delivering =
        new Timeline(
            LongStream.concat(
                LongStream.concat(times(Seen.class), times(Handled.class)),
                LongStream.of(lastAcknowledged)));
  }

  private static long last(List<? extends Entry> entries) {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).at();
  }

  private LongStream times(Class<? extends Entry> kind) {
    return history.all(kind).stream().mapToLong(Entry::at);
  }

  static String table(History history) {
    List<Faulted> faults = history.all(Faulted.class);
    Pauses pauses = new Pauses(history);
    Table table =
        new Table("fault", "times", "longest pause in accepting", "longest pause in delivering");
    long calm = faults.isEmpty() ? Long.MAX_VALUE : faults.get(0).at();
    table.row(
        faults.isEmpty() ? "(none)" : "(before the first)",
        "0",
        Table.seconds(pauses.accepting.longestBefore(calm)),
        Table.seconds(pauses.delivering.longestBefore(calm)));
    Map<String, Row> rows = new TreeMap<>();
    for (Faulted fault : faults) {
      rows.merge(fault.fault(), pauses.row(fault, faults), Row::and);
    }
    rows.forEach(
        (fault, row) ->
            table.row(
                fault,
                Table.number(row.times()),
                Table.seconds(row.accepting()),
                Table.seconds(row.delivering())));
    return table.text();
  }

  private Row row(Faulted fault, List<Faulted> faults) {
    long next =
        faults.stream()
            .mapToLong(Faulted::at)
            .filter(at -> at >= fault.until())
            .min()
            .orElse(Long.MAX_VALUE);
    return new Row(1, accepting.longest(fault.at(), next), delivering.longest(fault.at(), next));
  }

  private record Row(int times, long accepting, long delivering) {

    Row and(Row other) {
      return new Row(
          times + other.times,
          Math.max(accepting, other.accepting),
          Math.max(delivering, other.delivering));
    }
  }
}
