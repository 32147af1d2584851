package io.tidings.launcher;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidings.log.EventLog;
import io.tidings.log.tail.Tail;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;

/**
 * What a node offers to its roles. Safe from every thread.
 *
 * @param vertx the node's only one; its bus knows Tidings' messages. Closed by the launcher
 * @param log the log as reached over the bus, or inside the JVM if this node hosts it
 * @param tail the node's view of the end of the log; starts with the first who needs it
 * @param meters everything measured on this node; {@code scrape()} is what Prometheus reads
 * @param readiness the checks by which the node tells whether it takes work: a role adds its own
 *     under its name. The node itself is ready after all roles have started, and not any more from
 *     the moment it is told to stop
 */
public record Node(
    Vertx vertx, EventLog log, Tail tail, PrometheusMeterRegistry meters, HealthChecks readiness) {}
