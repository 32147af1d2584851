package io.tidings.consumers.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What one node counts of one consumer. */
final class ConsumerMetrics {

  private static final String PREFIX = "tidings.consumer.";

  private final MeterRegistry registry;
  private final String consumer;
  private final List<Meter> gauges = new ArrayList<>();
  private final Counter handled;
  private final Counter failed;
  private final Counter retries;
  private final Counter deadLetters;
  private final Counter redelivered;
  private final Timer duration;
  private final AtomicInteger inFlight = new AtomicInteger();

  ConsumerMetrics(MeterRegistry registry, String consumer) {
    this.registry = registry;
    this.consumer = consumer;
    handled = counter("handled", "Events handled");
    failed = counter("failed", "Attempts that failed");
    retries = counter("retries", "Attempts at events that had failed before");
    deadLetters = counter("dead.letters", "Events that failed for good");
    redelivered =
        counter("redelivered", "First attempts at events that may have been handled before");
    duration =
        Timer.builder(PREFIX + "handler")
            .description("How long handlers take")
            .tag("consumer", consumer)
            .register(registry);
    gauge("in.flight", "Events and batches that handlers are at work on", inFlight::get);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name)
        .description(description)
        .tag("consumer", consumer)
        .register(registry);
  }

  void gauge(String name, String description, Supplier<Number> value) {
    gauges.add(
        Gauge.builder(PREFIX + name, value)
            .description(description)
            .tag("consumer", consumer)
            .register(registry));
  }

  /** Gauges would keep the engine in memory. */
  void close() {
    gauges.forEach(registry::remove);
  }

  void begun(Delivery delivery) {
    if (delivery.attempt() > 1) {
      retries.increment();
    } else if (delivery.redelivered()) {
      redelivered.increment();
    }
  }

  void waiting(int change) {
    inFlight.addAndGet(change);
  }

  void succeeded(int events, long nanos) {
    handled.increment(events);
    duration.record(nanos, TimeUnit.NANOSECONDS);
  }

  void failed(long nanos) {
    failed.increment();
    duration.record(nanos, TimeUnit.NANOSECONDS);
  }

  void deadLetter() {
    deadLetters.increment();
  }
}
