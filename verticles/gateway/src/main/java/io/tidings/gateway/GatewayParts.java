package io.tidings.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidings.consumers.ConsumerStore;
import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Connections;
import io.tidings.gateway.ops.GatewayMetrics;
import io.tidings.log.EventLog;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.tail.Tail;
import io.tidings.sourcing.commands.Commands;
import io.vertx.ext.healthchecks.HealthChecks;
import java.time.Duration;

/**
 * What the instances of a gateway share.
 *
 * @param consumers null for a gateway that knows no consumers
 * @param schedule null for a gateway that records at once or not at all
 * @param commands null for a gateway that takes none
 */
record GatewayParts(
    EventLog log,
    Tail tail,
    ConsumerStore consumers,
    Schedule schedule,
    Commands commands,
    GatewayConfig config,
    PrometheusMeterRegistry registry,
    HealthChecks readiness,
    Admission admission,
    Admission liveBytes,
    Admission.Slots appends,
    Admission.Slots lines,
    Admission.Slots reads,
    Admission.Slots liveClients,
    Admission.Slots consumerRequests,
    Admission.Slots waits,
    GatewayMetrics metrics) {

  private static final Duration LINGER = Duration.ofSeconds(5);

  GatewayParts(
      EventLog log,
      Tail tail,
      ConsumerStore consumers,
      Schedule schedule,
      Commands commands,
      GatewayConfig config,
      PrometheusMeterRegistry registry,
      HealthChecks readiness) {
    this(
        log,
        tail,
        consumers,
        schedule,
        commands,
        config,
        registry,
        readiness,
        new Admission(config.heldBytes()),
        new Admission(config.heldBytes()),
        new Admission.Slots(config.maxAppends(), "requests that append"),
        new Admission.Slots(config.maxLineStreams(), "requests of lines"),
        new Admission.Slots(config.maxReads(), "requests for a page"),
        new Admission.Slots(config.maxLiveClients(), "live clients"),
        new Admission.Slots(config.maxConsumerRequests(), "requests about consumers"),
        new Admission.Slots(config.maxWaits(), "requests that may wait for a consumer"),
        new GatewayMetrics(registry));
    metrics.gauge("tidings.gateway.appends", "Requests that append", appends::taken);
    metrics.gauge("tidings.gateway.lines", "Requests of lines", lines::taken);
    metrics.gauge("tidings.gateway.reads", "Requests for a page", reads::taken);
    metrics.gauge("tidings.gateway.waits", "Requests that wait for a consumer", waits::taken);
    metrics.gauge("tidings.gateway.held.bytes", "Bytes held for requests", admission::bytes);
    metrics.gauge(
        "tidings.gateway.live.bytes", "Bytes that live clients have not taken", liveBytes::bytes);
  }

  Connections.Patience patience() {
    return new Connections.Patience(
        config.maxConnections(), config.requestTimeout(), config.idleTimeout(), LINGER);
  }
}
