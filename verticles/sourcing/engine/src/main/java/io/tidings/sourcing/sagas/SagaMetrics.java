package io.tidings.sourcing.sagas;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.sourcing.SagaState;
import java.util.List;

/** What one node counts of one saga. */
final class SagaMetrics {

  private final MeterRegistry registry;
  private final String saga;
  private final Counter begun;
  private final Counter steps;
  private final Counter ended;
  private final Counter ignored;
  private final Counter conflicts;
  private final Counter accepted;
  private final Counter rejected;

  SagaMetrics(MeterRegistry registry, String saga) {
    this.registry = registry;
    this.saga = saga;
    begun = counter("begun", "Instances begun").register(registry);
    steps = counter("steps", "Steps recorded").register(registry);
    ended = counter("ended", "Instances ended").register(registry);
    ignored = counter("ignored", "Events that moved no instance").register(registry);
    conflicts = counter("conflicts", "Reactions repeated with a later state").register(registry);
    accepted = command("accepted");
    rejected = command("rejected");
  }

  void stepped(List<? extends SagaState<?>> recorded) {
    steps.increment(recorded.size());
    if (recorded.get(0).number() == 1) {
      begun.increment();
    }
    if (recorded.get(recorded.size() - 1).ended()) {
      ended.increment();
    }
  }

  void ignored() {
    ignored.increment();
  }

  void conflict() {
    conflicts.increment();
  }

  void accepted() {
    accepted.increment();
  }

  void rejected() {
    rejected.increment();
  }

  private Counter command(String outcome) {
    return counter("commands", "Commands answered").tag("outcome", outcome).register(registry);
  }

  private Counter.Builder counter(String name, String description) {
    return Counter.builder("tidings.saga." + name).description(description).tag("saga", saga);
  }
}
