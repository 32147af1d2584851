package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;

/** The history itself is wrong: an outcome of what nobody sent. */
final class Orphans implements Check {

  @Override
  public String guarantee() {
    return "H";
  }

  @Override
  public String name() {
    return "orphans";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    for (Entry outcome : evidence.operations().orphans()) {
      report.found("nobody sent what has the outcome %s", outcome.toString(), outcome);
    }
  }
}
