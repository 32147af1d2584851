package io.tidings.chaos.page;

import io.tidings.chaos.check.Findings;
import io.tidings.chaos.check.Outcomes;
import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Refused;
import io.tidings.chaos.history.Entry.Seen;
import io.tidings.chaos.history.Entry.Sent;
import io.tidings.chaos.history.History;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures of a whole run. */
record Totals(History history, Findings findings, Outcomes outcomes) {

  static Totals of(History history, Findings findings) {
    return new Totals(history, findings, Outcomes.of(history));
  }

  String table() {
    long acknowledged =
        history.all(Acknowledged.class).stream().mapToLong(entry -> entry.receipts().size()).sum();
    Table table =
        new Table("", "count")
            .row("events acknowledged", Table.number(acknowledged))
            .row("events lost", found("lost"))
            .row("duplicated in the log", found("duplicated"))
            .row("reordered", Table.number(reordered()))
            .row("effects applied twice", found("applied-twice"))
            .row("events in the log", size(Recorded.class))
            .row("events seen by subscribers", size(Seen.class))
            .row("events handled by consumers, redeliveries included", size(Handled.class))
            .row("effects", size(Applied.class))
            .row("appends", size(Sent.class))
            .row("appends acknowledged", size(Acknowledged.class))
            .row("unknown outcomes", Table.number(outcomes.unknown()))
            .row("unknown outcomes: recorded", Table.number(outcomes.recorded()))
            .row("unknown outcomes: not recorded", Table.number(outcomes.notRecorded()))
            .row("unknown outcomes: recorded in part", Table.number(outcomes.inPart()));
    refusals()
        .forEach(
            (status, count) ->
                table.row("appends refused with status " + status, Table.number(count)));
    return table.text();
  }

  private long reordered() {
    return findings.count("reordered")
        + findings.count("append-order")
        + findings.count("handled-out-of-order");
  }

  private Map<Integer, Long> refusals() {
    return history.all(Refused.class).stream()
        .collect(Collectors.groupingBy(Refused::status, TreeMap::new, Collectors.counting()));
  }

  private String found(String check) {
    return Table.number(findings.count(check));
  }

  private String size(Class<? extends Entry> kind) {
    return Table.number(history.all(kind).size());
  }
}
