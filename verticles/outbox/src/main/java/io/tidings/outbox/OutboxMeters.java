package io.tidings.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What is measured of an outbox; names are in {@code docs/telemetry.md}. */
final class OutboxMeters {

  private final Counter recorded;
  private final Counter repeated;
  private final Counter refused;
  private final Timer batches;
  private final LongSupplier clock;
  private volatile boolean working;
  private volatile boolean waiting;
  private volatile long oldestNanos;
  private volatile long answeredNanos;

  OutboxMeters(MeterRegistry meters) {
    this(meters, System::nanoTime);
  }

  OutboxMeters(MeterRegistry meters, LongSupplier clock) {
    this.clock = clock;
    this.answeredNanos = clock.getAsLong();
    this.recorded = meters.counter("tidings.outbox.events", "outcome", "recorded");
    this.repeated = meters.counter("tidings.outbox.events", "outcome", "repeated");
    this.refused = meters.counter("tidings.outbox.events", "outcome", "refused");
    this.batches = meters.timer("tidings.outbox.batch");
    Gauge.builder("tidings.outbox.oldest", this, OutboxMeters::oldestSeconds)
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("tidings.outbox.working", this, meter -> meter.working ? 1 : 0).register(meters);
  }

  void working(boolean now) {
    working = now;
  }

  /** Another node works, which knows what waits. */
  void elsewhere() {
    answered();
    waiting = false;
  }

  /** The database answers. */
  void answered() {
    answeredNanos = clock.getAsLong();
  }

  /** What was last seen goes on waiting; if that was nothing, something may wait since then. */
  void unreachable() {
    if (!waiting) {
      oldestNanos = answeredNanos;
      waiting = true;
    }
  }

  void read(Page page) {
    answeredNanos = clock.getAsLong();
    oldestNanos = page.readAt() - TimeUnit.MILLISECONDS.toNanos(page.ageMillis());
    waiting = !page.isEmpty();
  }

  void done(Page page, Recording.Outcome outcome) {
    recorded.increment(outcome.recorded() - outcome.repeated());
    repeated.increment(outcome.repeated());
    refused.increment(outcome.reasons().size());
    batches.record(clock.getAsLong() - page.readAt(), TimeUnit.NANOSECONDS);
  }

  private double oldestSeconds() {
    return waiting ? (clock.getAsLong() - oldestNanos) / 1e9 : 0;
  }
}
