package io.tidings.chaos.check;

/** A consumer has not come to the head in the end. */
final class ConsumersBehind implements Check {

  @Override
  public String guarantee() {
    return "N1";
  }

  @Override
  public String name() {
    return "consumers-behind";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    Log log = evidence.log();
    for (Consumption consumer : evidence.consumers().all()) {
      int reached = consumer.reached();
      long left = 0;
      for (int i = reached + 1; i < log.size(); i++) {
        left += consumer.mustHandle(i) ? 1 : 0;
      }
      if (left > 0) {
        report.found(
            "consumer %s came to position %d, the head is %d, and %d events are left",
            consumer.name(), reached < 0 ? 0 : log.row(reached).position(), log.head(), left);
      }
    }
  }
}
