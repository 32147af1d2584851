package io.tidings.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is measured of an outbox; names are in {@code docs/telemetry.md}. */
final class OutboxMeters {

  private final Counter recorded;
  private final Counter repeated;
  private final Counter refused;
  private final Timer batches;
  private volatile boolean working;
  private volatile boolean waiting;
  private volatile long oldestNanos;

  OutboxMeters(MeterRegistry meters) {
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
    waiting = waiting && now;
  }

  void read(Page page) {
    oldestNanos = page.readAt() - TimeUnit.MILLISECONDS.toNanos(page.ageMillis());
    waiting = !page.isEmpty();
  }

  void done(Page page, Recording.Outcome outcome) {
    recorded.increment(outcome.recorded() - outcome.repeated());
    repeated.increment(outcome.repeated());
    refused.increment(outcome.reasons().size());
    batches.record(System.nanoTime() - page.readAt(), TimeUnit.NANOSECONDS);
  }

  private double oldestSeconds() {
    return waiting ? (System.nanoTime() - oldestNanos) / 1e9 : 0;
  }
}
