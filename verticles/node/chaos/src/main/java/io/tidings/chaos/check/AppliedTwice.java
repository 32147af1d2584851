package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Applied;
import java.util.HashMap;
import java.util.Map;

/** An event had its effect more than once. */
final class AppliedTwice implements Check {

  @Override
  public String guarantee() {
    return "C3";
  }

  @Override
  public String name() {
    return "applied-twice";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    Map<String, Consumption> consumers = new HashMap<>();
    evidence.consumers().all().forEach(consumer -> consumers.put(consumer.name(), consumer));
    for (Applied applied : evidence.history().all(Applied.class)) {
      int index = evidence.log().index(applied.position());
      Applied first = index < 0 ? null : consumers.get(applied.consumer()).applied(index);
      if (first != null && first != applied) {
        report.found(
            "consumer %s has more than one effect of position %d, version %d of stream %s",
            applied.consumer(),
            applied.position(),
            applied.version(),
            applied.stream(),
            first,
            applied);
      }
    }
  }
}
