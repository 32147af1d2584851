package io.tidings.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidings.consumers.ConsumerStore;
import io.tidings.gateway.http.Connections;
import io.tidings.log.EventLog;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.tail.Tail;
import io.tidings.sourcing.commands.Commands;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.healthchecks.HealthChecks;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events in and out over HTTP. Its instances on one node share the port and the limits. */
public final class GatewayVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayVerticle.class);
  private static final int SHUTDOWN_SECONDS = 5;

  private final GatewayParts parts;
  private Routes routes;
  private HttpServer server;

  private GatewayVerticle(GatewayParts parts) {
    this.parts = parts;
  }

  /**
   * A gateway of one instance.
   *
   * @param consumers what consumers have stored; null for a gateway without their paths
   * @param schedule what is to be recorded later; null for a gateway without its paths
   * @param commands to whom commands are sent; null for a gateway without their path
   * @param registry what {@code /metrics} shows, and where the gateway counts
   * @param readiness what {@code /health/ready} asks
   */
  public GatewayVerticle(
      EventLog log,
      Tail tail,
      ConsumerStore consumers,
      Schedule schedule,
      Commands commands,
      GatewayConfig config,
      PrometheusMeterRegistry registry,
      HealthChecks readiness) {
    this(new GatewayParts(log, tail, consumers, schedule, commands, config, registry, readiness));
  }

  /** For a deployment of several instances, which share the limits. */
  public static Supplier<GatewayVerticle> instances(
      EventLog log,
      Tail tail,
      ConsumerStore consumers,
      Schedule schedule,
      Commands commands,
      GatewayConfig config,
      PrometheusMeterRegistry registry,
      HealthChecks readiness) {
    GatewayParts shared =
        new GatewayParts(log, tail, consumers, schedule, commands, config, registry, readiness);
    return () -> new GatewayVerticle(shared);
  }

  /** The port that it listens on, once it is deployed. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public Future<?> start() {
    GatewayConfig config = parts.config();
    Connections connections = new Connections(vertx, parts.patience());
    routes = new Routes(vertx, parts, connections);
    server =
        vertx
            .createHttpServer(options(config))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(routes.refusals()::invalid)
            .requestHandler(routes.router());
    // Not waited for: a node is alive, if not ready, while the log cannot be reached.
    parts.tail().start().onFailure(failure -> LOG.warn("The tail did not start", failure));
    return server.listen();
  }

  /**
   * Ends the live streams, answers those who wait for consumers, and lets requests that have begun
   * be answered.
   */
  @Override
  public Future<?> stop() {
    routes.close();
    return server.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }

  private static HttpServerOptions options(GatewayConfig config) {
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(config.port())
        .setMaxHeaderSize(config.maxHeaderBytes())
        .setMaxInitialLineLength(config.maxLineBytes())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setHttp2ClearTextEnabled(false)
        .setDecompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }
}
