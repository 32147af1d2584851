package io.tidings.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidings.chaos.history.Entry.Moved;

/** A good history to be damaged in one place, and what is to be found then. */
abstract class BadHistory {

  Checker checker = new Checker();
  final Story story = new Story().appends("order-1").appends("order-1", "order-2");

  void moved(long token, long former, long through, long formerThrough, String owner) {
    story.and(new Moved(story.tick(), "billing", 0, token, former, through, formerThrough, owner));
  }

  Findings onlyFinds(String check, String guarantee) {
    return onlyFinds(check, guarantee, 1);
  }

  Findings onlyFinds(String check, String guarantee, long count) {
    Findings findings = checker.check(story.history());
    assertThat(findings.verdicts().stream().filter(verdict -> verdict.count() > 0))
        .as("%s", findings.examples())
        .extracting(Verdict::check, Verdict::guarantee, Verdict::count)
        .containsExactly(tuple(check, guarantee, count));
    assertThat(findings.examples()).extracting(Finding::guarantee).containsOnly(guarantee);
    return findings;
  }
}
