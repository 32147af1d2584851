package io.tidings.chaos.page;

import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Faulted;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Refused;
import io.tidings.chaos.history.Entry.Seen;
import io.tidings.chaos.history.Entry.Sent;
import io.tidings.chaos.history.History;
import io.tidings.chaos.inside.Here;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * For each fault the longest time for which any one client was told neither that it was accepted
 * nor that it is refused for good, and any one subscriber or consumer got nothing, while it was
 * there. Clients that are part of a node are left out: they stop when it is stopped.
 */
final class Pauses {

  private final Collection<Timeline> accepting;
  private final Collection<Timeline> delivering;

  private Pauses(History history) {
    accepting = accepting(history);
    delivering = delivering(history);
  }

  /** One that nothing ended lasts as long as the client tried. */
  private static Collection<Timeline> accepting(History history) {
    Map<String, String> clients = new HashMap<>();
    Map<String, LongStream.Builder> moments = new HashMap<>();
    Map<String, Long> lastSent = new HashMap<>();
    for (Sent sent : history.all(Sent.class)) {
      if (!Here.isNode(sent.client())) {
        clients.put(sent.operation(), sent.client());
        lastSent.put(sent.client(), sent.at());
      }
    }
    history
        .all(Acknowledged.class)
        .forEach(told -> add(moments, clients.get(told.operation()), told.at()));
    history
        .all(Refused.class)
        .forEach(told -> add(moments, clients.get(told.operation()), told.at()));
    lastSent.forEach((client, at) -> add(moments, client, at));
    return timelines(moments);
  }

  private static void add(Map<String, LongStream.Builder> moments, String client, long at) {
    if (client != null) {
      moments.computeIfAbsent(client, any -> LongStream.builder()).add(at);
    }
  }

  /** One that nothing ended lasts as long as there was something to deliver. */
  private static Collection<Timeline> delivering(History history) {
    List<Acknowledged> acknowledged = history.all(Acknowledged.class);
    long last = acknowledged.isEmpty() ? 0 : acknowledged.get(acknowledged.size() - 1).at();
    Map<String, LongStream.Builder> moments = new HashMap<>();
    history
        .all(Seen.class)
        .forEach(seen -> to(moments, "reader " + seen.reader(), last).add(seen.at()));
    history
        .all(Handled.class)
        .forEach(one -> to(moments, "consumer " + one.consumer(), last).add(one.at()));
    return timelines(moments);
  }

  private static LongStream.Builder to(
      Map<String, LongStream.Builder> moments, String who, long last) {
    return moments.computeIfAbsent(who, any -> LongStream.builder().add(last));
  }

  private static Collection<Timeline> timelines(Map<String, LongStream.Builder> moments) {
    return moments.values().stream().map(each -> new Timeline(each.build())).toList();
  }

  private static long worst(Collection<Timeline> timelines, ToLongFunction<Timeline> pause) {
    return timelines.stream().mapToLong(pause).max().orElse(0);
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
        Table.seconds(worst(pauses.accepting, each -> each.longestBefore(calm))),
        Table.seconds(worst(pauses.delivering, each -> each.longestBefore(calm))));
    Map<String, Row> rows = new TreeMap<>();
    for (Faulted fault : first(faults)) {
      rows.merge(step(fault, faults), pauses.row(fault, faults), Row::and);
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

  /** One of those that struck at once. */
  private static List<Faulted> first(List<Faulted> faults) {
    return faults.stream()
        .filter(
            fault ->
                faults.stream()
                    .takeWhile(other -> other != fault)
                    .noneMatch(other -> fault.at() < other.until()))
        .toList();
  }

  /** All that struck at once, which no pause can be told apart by. */
  private static String step(Faulted fault, List<Faulted> faults) {
    return faults.stream()
        .filter(other -> other.at() < fault.until() && fault.at() < other.until())
        .map(Faulted::fault)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" + "));
  }

  private Row row(Faulted fault, List<Faulted> faults) {
    long next =
        faults.stream()
            .mapToLong(Faulted::at)
            .filter(at -> at >= fault.until())
            .min()
            .orElse(Long.MAX_VALUE);
    return new Row(
        1,
        worst(accepting, each -> each.longest(fault.at(), next)),
        worst(delivering, each -> each.longest(fault.at(), next)));
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
