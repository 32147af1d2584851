package io.tidings.sourcing.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;

/** What one node counts of one decider. */
final class CommandMetrics {

  private static final String PREFIX = "tidings.decider.";

  private final MeterRegistry registry;
  private final String decider;
  private final Timer duration;
  private final Counter conflicts;
  private final Counter replayed;

  CommandMetrics(MeterRegistry registry, String decider) {
    this.registry = registry;
    this.decider = decider;
    duration =
        Timer.builder(PREFIX + "duration")
            .description("From the taking of a command to its outcome")
            .tag("decider", decider)
            .register(registry);
    conflicts = counter("conflicts", "Decisions made again since others were faster");
    replayed = counter("replayed", "Events read to build states");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name)
        .description(description)
        .tag("decider", decider)
        .register(registry);
  }

  Timer.Sample begin() {
    return Timer.start(registry);
  }

  void answered(Timer.Sample begun, CommandOutcome outcome) {
    begun.stop(duration);
    count(
        outcome instanceof CommandOutcome.Accepted accepted
            ? accepted.duplicate() ? "duplicate" : "accepted"
            : "rejected");
  }

  void failed(CommandFailure failure) {
    count(
        failure instanceof CommandFailure.Invalid
            ? "invalid"
            : failure instanceof CommandFailure.Conflict
                ? "conflict"
                : failure instanceof CommandFailure.Overloaded
                    ? "overloaded"
                    : failure instanceof CommandFailure.Unreadable ? "unreadable" : "unavailable");
  }

  private void count(String outcome) {
    Counter.builder(PREFIX + "commands")
        .description("Commands by how they ended")
        .tag("decider", decider)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  void conflict() {
    conflicts.increment();
  }

  /**
   * @param what saved, loaded, outdated (of another shape), refuted (by the log), failed
   */
  void snapshot(String what) {
    Counter.builder(PREFIX + "snapshots")
        .description("What has become of snapshots")
        .tag("decider", decider)
        .tag("what", what)
        .register(registry)
        .increment();
  }

  void replayed(long events) {
    replayed.increment(events);
  }
}
