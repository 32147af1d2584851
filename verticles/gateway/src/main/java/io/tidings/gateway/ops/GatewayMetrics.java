package io.tidings.gateway.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the gateway counts. Thread-safe; one for each node. */
public final class GatewayMetrics {

  private final MeterRegistry registry;
  private final Counter recorded;
  private final Counter duplicate;
  private final Counter refused;
  private final Counter dropped;
  private final AtomicInteger liveClients = new AtomicInteger();
  private final AtomicInteger waitingRefusals = new AtomicInteger();

  public GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.recorded = events("recorded");
    this.duplicate = events("duplicate");
    this.refused = events("refused");
    this.dropped =
        Counter.builder("tidings.gateway.live.dropped")
            .description("Live clients dropped because they did not take what was sent")
            .register(registry);
    Gauge.builder("tidings.gateway.live.clients", liveClients::get)
        .description("Live clients connected")
        .register(registry);
    gauge(
        "tidings.gateway.refusals.waiting",
        "Refusals for overload whose turn has not come",
        waitingRefusals::get);
  }

  private Counter events(String result) {
    return Counter.builder("tidings.gateway.events")
        .description("Events by how their append ended")
        .tag("result", result)
        .register(registry);
  }

  /** Shows what {@code value} supplies under that name. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  public MeterRegistry registry() {
    return registry;
  }

  public void recorded(int events, boolean wasDuplicate) {
    (wasDuplicate ? duplicate : recorded).increment(events);
  }

  /** An append, or a line, was refused. */
  public void refused() {
    refused.increment();
  }

  public AtomicInteger liveClients() {
    return liveClients;
  }

  public AtomicInteger waitingRefusals() {
    return waitingRefusals;
  }

  /** A live client did not take what was sent. */
  public void dropped() {
    dropped.increment();
  }
}
