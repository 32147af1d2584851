package io.tidings.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.log.EventLog;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what a service publishes by the SQL function {@code publish} to the log: in commit order
 * for each stream, once (L5). Any number may run for one outbox, on any nodes: one works, another
 * takes over when that does not answer any more.
 */
public final class OutboxVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxVerticle.class);
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 8000;

  private final EventLog log;
  private final OutboxConfig config;
  private final MeterRegistry registry;
  private OutboxMeters meters;
  private Relay relay;
  private long retry = -1;
  private boolean stopped;

  /**
   * @param log may be in another database, or on another node
   * @param config names a URI
   */
  public OutboxVerticle(EventLog log, OutboxConfig config, MeterRegistry meters) {
    this.log = log;
    this.config = config;
    this.registry = meters;
  }

  /** Creates the schema if it is missing, and brings it up to date. Blocks. */
  public static void migrate(OutboxConfig config) {
    Migration.run(config);
  }

  /**
   * Fails if the schema cannot be brought up to date. A database that cannot be reached, now or
   * later, is waited for.
   */
  @Override
  public Future<?> start() {
    meters = new OutboxMeters(registry);
    if (!config.migrate()) {
      relay();
      return Future.succeededFuture();
    }
    return Migration.run(vertx, config)
        .onSuccess(migrated -> relay())
        .recover(
            failure -> {
              if (!(failure instanceof Migration.Unreachable)) {
                return Future.failedFuture(failure);
              }
              LOG.warn(
                  "The outbox cannot be reached, and is waited for: {}: {}",
                  config,
                  failure.getMessage());
              migrateLater(FIRST_PAUSE_MILLIS);
              return Future.succeededFuture();
            });
  }

  private void migrateLater(long millis) {
    meters.unreachable();
    retry = vertx.setTimer(millis, elapsed -> migrateAgain(millis));
  }

  private void migrateAgain(long millis) {
    Migration.run(vertx, config)
        .onSuccess(
            migrated -> {
              LOG.info("The outbox can be reached: {}", config);
              relay();
            })
        .onFailure(
            failure -> {
              if (!(failure instanceof Migration.Unreachable)) {
                LOG.error("The outbox cannot be brought up to date: {}", config, failure);
              }
              if (!stopped) {
                migrateLater(Math.min(2 * millis, LONGEST_PAUSE_MILLIS));
              }
            });
  }

  private void relay() {
    if (!stopped) {
      relay = new Relay(vertx, config, log, meters);
      relay.start();
    }
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    vertx.cancelTimer(retry);
    return relay == null ? Future.succeededFuture() : relay.stop();
  }
}
