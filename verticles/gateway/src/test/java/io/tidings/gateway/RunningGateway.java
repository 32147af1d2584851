package io.tidings.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.memory.MemorySchedule;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A gateway over an in-memory log, as a node would run it, on a free port. */
final class RunningGateway implements AutoCloseable {

  final Vertx vertx = Vertx.vertx();
  final MemoryEventLog memory = new MemoryEventLog();
  final MemoryConsumerStore consumers = new MemoryConsumerStore();
  final FakeCommands commands = new FakeCommands();
  final MemorySchedule schedule = new MemorySchedule();
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final HealthChecks readiness = HealthChecks.create(vertx);
  final EventLog log;
  final Tail tail;
  final Http http;
  private final ConsumerStore store;
  private final GatewayConfig config;
  private final GatewayVerticle verticle;

  RunningGateway(GatewayConfig config) {
    this(config, UnaryOperator.identity());
  }

  /**
   * @param fault what stands between the gateway and the log
   */
  RunningGateway(GatewayConfig config, UnaryOperator<EventLog> fault) {
    this(config, fault, UnaryOperator.identity());
  }

  /**
   * @param fault what stands between the gateway and the log
   * @param faultOfStore what stands between the gateway and the store of consumers
   */
  RunningGateway(
      GatewayConfig config,
      UnaryOperator<EventLog> fault,
      UnaryOperator<ConsumerStore> faultOfStore) {
    this(config, fault, faultOfStore, PersistenceConfig.defaults());
  }

  private RunningGateway(
      GatewayConfig config,
      UnaryOperator<EventLog> fault,
      UnaryOperator<ConsumerStore> faultOfStore,
      PersistenceConfig persistence) {
    TidingsCodec.register(vertx);
    vertx.deployVerticle(new PersistenceVerticle(memory, persistence)).await();
    log = fault.apply(new BusEventLog(vertx, BusLogConfig.defaults(), true));
    tail = new Tail(vertx, log, TailConfig.defaults());
    store = faultOfStore.apply(consumers);
    this.config = config;
    verticle = verticle();
    vertx.deployVerticle(verticle).await();
    http = new Http(verticle.port());
  }

  /** One whose node hears nothing of what others record until it records something itself. */
  static RunningGateway withoutBeacon(GatewayConfig config) {
    PersistenceConfig usual = PersistenceConfig.defaults();
    return new RunningGateway(
        config,
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        new PersistenceConfig(
            usual.maxBatchEvents(),
            usual.maxBatchBytes(),
            usual.maxQueuedEvents(),
            usual.maxQueuedBytes(),
            usual.deadline(),
            Duration.ofHours(1)));
  }

  private GatewayVerticle verticle() {
    return new GatewayVerticle(log, tail, store, schedule, commands, config, registry, readiness);
  }

  /** A second gateway, as another node would run it. */
  Http another() {
    GatewayVerticle another = verticle();
    vertx.deployVerticle(another).await();
    return new Http(another.port());
  }

  int port() {
    return verticle.port();
  }

  /** What /metrics shows for a meter without labels. */
  double meter(String name) {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  long head() {
    return memory.head().await().position();
  }

  String undeploy() {
    return vertx.undeploy(verticle.deploymentID()).map("undeployed").await();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
