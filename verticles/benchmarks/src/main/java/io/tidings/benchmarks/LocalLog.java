package io.tidings.benchmarks;

import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;

/** The log as a verticle reaches it on a node that has the persistence role itself. */
record LocalLog(Vertx vertx, PostgresEventLog postgres, EventLog bus) implements AutoCloseable {

  static LocalLog open(PostgresLogConfig config) {
    Vertx vertx = Vertx.vertx();
    TidingsCodec.register(vertx);
    PostgresEventLog log = PostgresEventLog.open(vertx, config).await();
    vertx.deployVerticle(new PersistenceVerticle(log, log, PersistenceConfig.defaults())).await();
    return new LocalLog(vertx, log, new BusEventLog(vertx, BusLogConfig.defaults(), true));
  }

  @Override
  public void close() {
    postgres.close().await();
    vertx.close().await();
  }
}
