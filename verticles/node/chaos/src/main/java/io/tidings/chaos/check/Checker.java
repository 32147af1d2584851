package io.tidings.chaos.check;

import io.tidings.chaos.history.History;
import java.util.List;

/** Judges a history by the guarantees. It knows nothing but them, and never changes. */
public final class Checker {

  private static final List<Check> ALL =
      List.of(
          new Lost(),
          new Elsewhere(),
          new Altered(),
          new Duplicated(),
          new Gaps(),
          new Versions(),
          new Reordered(),
          new AppendOrder(),
          new Partial(),
          new NotSent(),
          new RefusedYetRecorded(),
          new Unexpected(),
          new StaleAnswer(),
          new TooEarly(),
          new AnsweredTooEarly(),
          new NeverRecorded(),
          new Holes(),
          new Missed(),
          new ReadersBehind(),
          new NotHandled(),
          new HandledOutOfOrder(),
          new AppliedTwice(),
          new NotApplied(),
          new TwoOwners(),
          new DeadLetters(),
          new ConsumersBehind(),
          new Orphans());

  private final List<Check> checks;

  public Checker() {
    this(ALL);
  }

  Checker(List<Check> checks) {
    this.checks = checks;
  }

  /** All that the guarantees do not allow. Takes some seconds for millions of entries. */
  public Findings check(History history) {
    Evidence evidence = Evidence.of(history);
    return new Findings(checks.stream().map(check -> verdict(check, evidence)).toList());
  }

  private static Verdict verdict(Check check, Evidence evidence) {
    Report report = new Report(check);
    check.judge(evidence, report);
    return report.verdict();
  }
}
