package io.tidings.chaos.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.check.Checker;
import io.tidings.chaos.check.Finding;
import io.tidings.chaos.check.Findings;
import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Faulted;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Receipt;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Refused;
import io.tidings.chaos.history.Entry.Seen;
import io.tidings.chaos.history.Entry.Sent;
import io.tidings.chaos.history.Entry.Unanswered;
import io.tidings.chaos.history.History;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PageTest {

  private static final long SECOND = 1_000_000_000;

  private final List<Entry> entries = new ArrayList<>();
  private final Curves curves = new Curves();

  @Test
  void a_good_run_says_that_nothing_was_found() {
    append(1, 1);
    assertThat(text()).startsWith("# A run\n\nNothing found.\n\n- seed 7\n");
    assertThat(line("events acknowledged")).endsWith(" 1 |");
    assertThat(line("events lost")).endsWith(" 0 |");
    assertThat(line("L6")).contains("lost").endsWith(" 0 |");
  }

  @Test
  void findings_are_counted_and_told() {
    entries.add(sent(1, 1));
    entries.add(new Acknowledged(2 * SECOND, "op-1", List.of(new Receipt(1, 1, 1))));
    assertThat(text())
        .contains("**Findings: 1**, by 1 of 27 checks.")
        .contains("### L6 lost\n\n- event");
    assertThat(line("events lost")).endsWith(" 1 |");
  }

  @Test
  void what_somebody_else_found_is_told_too() {
    Findings findings =
        new Checker()
            .check(History.of(List.of()))
            .and("recovery", "N1", List.of(Finding.of("N1", "node 2 did not come back")));
    assertThat(findings.isEmpty()).isFalse();
    assertThat(new Page("A run", History.of(List.of()), findings, curves).text())
        .contains("### N1 recovery\n\n- node 2 did not come back\n");
  }

  @Test
  void unknown_outcomes_are_resolved_and_refusals_counted_by_status() {
    append(1, 1);
    entries.removeIf(Acknowledged.class::isInstance);
    entries.add(sent(2, 2));
    entries.add(new Unanswered(3 * SECOND, "op-2", "timeout"));
    entries.add(sent(3, 3));
    entries.add(new Refused(4 * SECOND, "op-3", 409, Entry.ANY));
    assertThat(line("unknown outcomes ")).endsWith(" 2 |");
    assertThat(line("unknown outcomes: recorded ")).endsWith(" 1 |");
    assertThat(line("unknown outcomes: not recorded")).endsWith(" 1 |");
    assertThat(line("appends refused with status 409")).endsWith(" 1 |");
  }

  @Test
  void a_fault_has_the_longest_pauses_up_to_the_next() {
    for (int second : new int[] {1, 2, 3, 8, 9, 12, 13, 20, 21}) {
      append(second, second);
    }
    entries.add(new Faulted(4 * SECOND, 6 * SECOND, "kill", "kill -9 of node 1"));
    entries.add(new Faulted(10 * SECOND, 11 * SECOND, "kill", "kill -9 of node 2"));
    entries.add(new Faulted(13 * SECOND, 15 * SECOND, "freeze", "SIGSTOP to node 2"));
    entries.add(seen(2));
    entries.add(seen(12));
    assertThat(line("(before the first)")).contains("1.00 s");
    assertThat(line("kill")).containsSubsequence("2", "4.10 s", "6.00 s");
    assertThat(line("freeze")).containsSubsequence("1", "7.00 s", "8.10 s");
  }

  @Test
  void a_pause_that_never_ends_lasts_as_long_as_somebody_tried() {
    append(1, 1);
    entries.add(new Faulted(4 * SECOND, 6 * SECOND, "kill", "kill -9 of node 1"));
    entries.add(sent(31, 31));
    assertThat(line("kill")).contains("27.00 s");
  }

  @Test
  void curves_are_shown_by_minute_and_judged_by_their_quarters() {
    curves.curve("threads", "", 0.1, 2).curve("heap", "MiB", 0.1, 1);
    for (int minute = 0; minute < 8; minute++) {
      curves.sample("threads", minute * 60 * SECOND, minute == 0 ? 10 : 40 + minute % 2);
      curves.sample("heap", minute * 60 * SECOND, 50 + 5 * minute);
    }
    assertThat(curves.areFlat()).isFalse();
    assertThat(text())
        .contains("| minute | threads | heap (MiB) |")
        .contains("|      7 |      41 |         85 |")
        .contains("- threads: flat, median 40.5 in the second quarter, 40.5 in the last; 6.1")
        .contains("- heap: NOT FLAT, median 62.5 MiB in the second quarter, 82.5 MiB in the last");
  }

  @Test
  void a_curve_without_samples_is_not_called_flat() {
    curves.curve("threads", "", 0.1, 2);
    assertThat(curves.areFlat()).isFalse();
    assertThat(text()).contains("- threads: not flat, as there are too few samples to say so");
  }

  private void append(long second, int number) {
    entries.add(sent(second, number));
    entries.add(
        new Recorded(0, 1, number, "order-" + number, 1, "//shop", "id-" + number, "digest"));
    entries.add(
        new Acknowledged(
            second * SECOND + SECOND / 10, "op-" + number, List.of(new Receipt(1, number, 1))));
  }

  private static Sent sent(long second, int number) {
    Intent event = new Intent("//shop", "id-" + number, "order-" + number, "digest");
    return new Sent(second * SECOND, "op-" + number, "client", List.of(event), Entry.ANY);
  }

  private static Seen seen(long second) {
    return new Seen(
        second * SECOND,
        "reader",
        1,
        1,
        second,
        "order-" + second,
        1,
        "//shop",
        "id-" + second,
        "digest");
  }

  private String text() {
    History history = History.of(entries);
    return new Page("A run", history, new Checker().check(history), curves).fact("seed 7").text();
  }

  private String line(String name) {
    return text().lines().filter(line -> line.startsWith("| " + name)).findFirst().orElseThrow();
  }
}
