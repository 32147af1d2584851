package io.tidings.consumers.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.consumers.ConsumerStore;
import io.tidings.log.EventLog;
import io.tidings.log.tail.Tail;
import io.vertx.core.Vertx;

/**
 * What the consumers of a node need of it.
 *
 * @param log where they read what the tail does not give them
 * @param node its name, which must differ for each start of a process
 * @param meters where they count
 * @param pauses what they wait by before another attempt
 */
public record Host(
    Vertx vertx,
    EventLog log,
    Tail tail,
    ConsumerStore store,
    String node,
    MeterRegistry meters,
    EngineConfig config,
    Pauses pauses) {

  /** By the time of the JVM. */
  public Host(
      Vertx vertx,
      EventLog log,
      Tail tail,
      ConsumerStore store,
      String node,
      MeterRegistry meters,
      EngineConfig config) {
    this(vertx, log, tail, store, node, meters, config, Pauses.USUAL);
  }
}
