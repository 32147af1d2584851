package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Dead;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** There is a dead letter that nobody meant to be one. */
final class DeadLetters implements Check {

  @Override
  public String guarantee() {
    return "C5";
  }

  @Override
  public String name() {
    return "dead-letters";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    Map<String, List<String>> poisoned =
        evidence.consumers().all().stream()
            .collect(Collectors.toMap(Consumption::name, c -> c.declared().poisoned()));
    for (Dead dead : evidence.history().all(Dead.class)) {
      int index = evidence.log().index(dead.position());
      if (index < 0
          || !poisoned
              .getOrDefault(dead.consumer(), List.of())
              .contains(evidence.log().row(index).stream())) {
        report.found(
            "position %d is a dead letter of consumer %s: %s",
            dead.position(), dead.consumer(), dead.cause(), dead);
      }
    }
  }
}
