package io.tidings.log.postgres;

import io.tidings.log.EventLog;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.EventLogConformance;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** The conformance suite on PostgreSQL 18. */
class PostgresEventLogIT implements EventLogConformance {

  private static final Vertx VERTX = Vertx.vertx();

  private PostgresEventLog log;

  @Override
  public EventLog emptyLog() {
    log = AwaitedLog.await(PostgresEventLog.open(VERTX, TestServers.freshLog()));
    return log;
  }

  @AfterEach
  void closeLog() {
    if (log != null) {
      AwaitedLog.await(log.close());
    }
  }

  @AfterAll
  static void closeVertx() {
    AwaitedLog.await(VERTX.close());
  }
}
