package io.tidings.node;

import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.consumers.postgres.PostgresConsumerStore;
import io.tidings.log.embedded.Options;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.memory.MemorySchedule;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.log.postgres.PostgresSchedule;
import io.tidings.sourcing.postgres.PostgresSnapshots;
import io.tidings.sourcing.snapshots.MemorySnapshots;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Opens the log that the configuration asks for. */
final class LogOpener {

  private final Vertx vertx;
  private final LogConfig log;
  private final PostgresLogConfig postgres;

  LogOpener(Vertx vertx, LogConfig log, PostgresLogConfig postgres) {
    this.vertx = vertx;
    this.log = log;
    this.postgres = postgres;
  }

  Future<OpenedLog> open() {
    return switch (log.kind()) {
      case MEMORY -> memory();
      case POSTGRES -> database(postgres);
      case SHARED -> shared();
      case EMBEDDED -> embedded();
      case AUTO -> postgres.namesDatabase() ? database(postgres) : embedded();
    };
  }

  private static Future<OpenedLog> memory() {
    return Future.succeededFuture(
        new OpenedLog(
            new MemoryEventLog(),
            hint -> Future.succeededFuture(),
            new MemoryConsumerStore(),
            new MemorySchedule(),
            new MemorySnapshots(),
            "in memory; it is gone with this process",
            Future::succeededFuture));
  }

  private Future<OpenedLog> embedded() {
    Options options = Options.defaults().withPort(log.embeddedPort());
    return vertx
        .executeBlocking(() -> KeptServer.start(log.dataDir(), options))
        .compose(
            server ->
                database(postgres.at(server.uri()))
                    .map(
                        opened ->
                            new OpenedLog(
                                opened.log(),
                                opened.elsewhere(),
                                opened.consumers(),
                                opened.schedule(),
                                opened.snapshots(),
                                server.toString(),
                                () -> opened.closing().get().eventually(() -> stop(server))))
                    .recover(
                        failure -> stop(server).transform(done -> Future.failedFuture(failure))));
  }

  private Future<OpenedLog> shared() {
    return vertx
        .executeBlocking(() -> UriFile.read(log.dataDir()))
        .compose(uri -> database(postgres.at(uri)));
  }

  private Future<OpenedLog> database(PostgresLogConfig config) {
    return PostgresEventLog.open(vertx, config)
        .compose(
            log ->
                PostgresConsumerStore.open(vertx, config)
                    .compose(consumers -> opened(config, log, consumers))
                    .recover(
                        failure -> log.close().transform(done -> Future.failedFuture(failure))));
  }

  private Future<OpenedLog> opened(
      PostgresLogConfig config, PostgresEventLog log, PostgresConsumerStore consumers) {
    return PostgresSnapshots.open(vertx, config)
        .map(snapshots -> opened(config, log, consumers, snapshots))
        .recover(failure -> consumers.close().transform(done -> Future.failedFuture(failure)));
  }

  private OpenedLog opened(
      PostgresLogConfig config,
      PostgresEventLog log,
      PostgresConsumerStore consumers,
      PostgresSnapshots snapshots) {
    PostgresSchedule schedule = new PostgresSchedule(vertx, config);
    return new OpenedLog(
        log,
        log,
        consumers,
        schedule,
        snapshots,
        "PostgreSQL, " + config,
        () -> Future.join(snapshots.close(), consumers.close(), schedule.close(), log.close()));
  }

  private Future<Void> stop(KeptServer server) {
    return vertx.executeBlocking(
        () -> {
          server.close();
          return null;
        });
  }
}
