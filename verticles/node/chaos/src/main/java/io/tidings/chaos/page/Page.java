package io.tidings.chaos.page;

import io.tidings.chaos.check.Findings;
import io.tidings.chaos.check.Verdict;
import io.tidings.chaos.history.History;
import java.util.ArrayList;
import java.util.List;

/** What a run has shown, on one page of Markdown that can be read on a terminal as it is. */
public final class Page {

  private final String title;
  private final History history;
  private final Findings findings;
  private final List<String> facts = new ArrayList<>();
  private final Curves curves;

  public Page(String title, History history, Findings findings, Curves curves) {
    this.title = title;
    this.history = history;
    this.findings = findings;
    this.curves = curves;
  }

  /** A line about the run: its seed, its machine, a fault that was left out and why. */
  public Page fact(String line) {
    facts.add(line);
    return this;
  }

  /** The page; ends with a line feed. */
  public String text() {
    StringBuilder text = new StringBuilder("# " + title + "\n\n");
    text.append(findings.isEmpty() ? "Nothing found.\n" : verdict() + "\n");
    if (!facts.isEmpty()) {
      text.append('\n');
      facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
    }
    text.append("\n## Totals\n\n").append(Totals.of(history, findings).table());
    text.append("\n## Faults\n\n").append(Pauses.table(history));
    if (!curves.isEmpty()) {
      text.append("\n## Curves\n\n").append(curves.text());
    }
    text.append("\n## Findings\n\n").append(findings());
    return text.toString();
  }

  private String verdict() {
    return "**Findings: %d**, by %d of %d checks."
        .formatted(
            findings.count(),
            findings.verdicts().stream().filter(verdict -> verdict.count() > 0).count(),
            findings.verdicts().size());
  }

  private String findings() {
    Table table = new Table("guarantee", "check", "findings");
    StringBuilder examples = new StringBuilder();
    for (Verdict verdict : findings.verdicts()) {
      table.row(verdict.guarantee(), verdict.check(), Table.number(verdict.count()));
      if (verdict.count() > 0) {
        examples.append("\n### %s %s\n\n".formatted(verdict.guarantee(), verdict.check()));
        verdict
            .examples()
            .forEach(finding -> examples.append("- ").append(finding.sentence()).append('\n'));
        long more = verdict.count() - verdict.examples().size();
        examples.append(more > 0 ? "- and " + Table.number(more) + " more\n" : "");
      }
    }
    return table.text() + examples;
  }
}
