package io.tidings.launcher;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidings.Tidings;
import io.tidings.launcher.config.Configuration;
import io.tidings.log.EventLog;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.tail.Tail;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;

/**
 * What a node offers to its roles. Safe from every thread.
 *
 * @param vertx the node's only one; its bus knows Tidings' messages. Closed by the launcher
 * @param tidings what verticles publish with and subscribe to. It reaches the log over the bus, or
 *     inside the JVM if this node hosts it; publishes as {@code /tidings}
 * @param meters everything measured on this node; {@code scrape()} is what Prometheus reads
 * @param readiness the checks by which the node tells whether it takes work: a role adds its own
 *     under its name. The node itself is ready after all roles have started, and not any more from
 *     the moment it is told to stop
 * @param configuration the sections of this node; each role is handed its own
 */
public record Node(
    Vertx vertx,
    Tidings tidings,
    PrometheusMeterRegistry meters,
    HealthChecks readiness,
    Configuration configuration) {

  public EventLog log() {
    return tidings.log();
  }

  /** What is to be recorded later. */
  public Schedule schedule() {
    return tidings.schedule();
  }

  /** The node's view of the end of the log; starts with the first who needs it. */
  public Tail tail() {
    return tidings.tail();
  }
}
