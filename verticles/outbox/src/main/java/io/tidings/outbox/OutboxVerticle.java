package io.tidings.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.log.EventLog;
import io.tidings.log.postgres.Migrations;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Moves what a service publishes by the SQL function {@code publish} to the log: in commit order
 * for each stream, once (L5). Any number may run for one outbox, on any nodes: one works, another
 * takes over when that does not answer any more.
 */
public final class OutboxVerticle extends VerticleBase {

  private static final String MIGRATIONS = "io/tidings/outbox/migrations";
  private static final String HISTORY = "flyway_schema_history";

  private final EventLog log;
  private final OutboxConfig config;
  private final MeterRegistry meters;
  private Relay relay;

  /**
   * @param log may be in another database, or on another node
   * @param config names a URI
   */
  public OutboxVerticle(EventLog log, OutboxConfig config, MeterRegistry meters) {
    this.log = log;
    this.config = config;
    this.meters = meters;
  }

  /** Creates the schema if it is missing, and brings it up to date. Blocks. */
  public static void migrate(OutboxConfig config) {
    Migrations.run(config.postgres(), MIGRATIONS, HISTORY);
  }

  /**
   * Fails if the schema cannot be brought up to date. A database that is lost later is waited for.
   */
  @Override
  public Future<?> start() {
    Future<?> migrated =
        config.migrate()
            ? vertx.executeBlocking(
                () -> {
                  migrate(config);
                  return null;
                })
            : Future.succeededFuture();
    return migrated.onSuccess(
        ready -> {
          relay = new Relay(vertx, config, log, new OutboxMeters(meters));
          relay.start();
        });
  }

  @Override
  public Future<?> stop() {
    return relay == null ? Future.succeededFuture() : relay.stop();
  }
}
