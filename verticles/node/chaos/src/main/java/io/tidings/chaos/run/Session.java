package io.tidings.chaos.run;

import io.tidings.chaos.check.Checker;
import io.tidings.chaos.check.Findings;
import io.tidings.chaos.history.History;
import java.util.List;
import java.util.ArrayList;

/** A run from the beginning to its page. */
public final class Session {

  private Session() {}

  /** The exit status. */
  public static int run(RunOptions options) throws Exception {
    try (Run run = new Run(options)) {
      run.begin();
      Thread.sleep(options.length().toMillis());
      run.end();
    }
    History history = History.in(Workplace.histories(options));
    System.out.println(history.size() + " entries");
    Findings findings = new Checker().check(history);
    findings.verdicts().forEach(v -> System.out.println(v.check() + " " + v.count()));
    findings.examples().forEach(System.out::println);
    return findings.isEmpty() ? 0 : 1;
  }
}
