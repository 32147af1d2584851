package io.tidings.log.postgres;

import io.tidings.fixtures.Psql;
import io.tidings.fixtures.TestServers;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.Samples;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Logs that nobody has used yet, and logs that are open for the length of a block. */
final class TestLogs {

  private TestLogs() {}

  /** On the shared server. */
  static PostgresLogConfig fresh() {
    return fresh(TestServers.shared());
  }

  static PostgresLogConfig fresh(EmbeddedPostgres server) {
    return PostgresLogConfig.of(server.uri()).withSchema(TestServers.freshSchema());
  }

  /** Connected to a new log on the shared server. */
  static Psql freshPsql() throws SQLException {
    PostgresLogConfig config = fresh();
    Migrations.run(config);
    return Psql.connect(TestServers.shared(), config.schema());
  }

  /** Connected to a log on the shared server as if nothing had been appended; one at a time. */
  static Psql emptiedPsql() throws SQLException {
    return Psql.connect(TestServers.shared(), Emptied.LOG.emptied().schema());
  }

  private static final class Emptied {
    static final ReusedLog LOG = new ReusedLog(TestServers.shared());
  }

  static void with(Vertx vertx, PostgresLogConfig config, Consumer<AwaitedLog> block) {
    PostgresEventLog log = AwaitedLog.await(PostgresEventLog.open(vertx, config));
    try {
      block.accept(new AwaitedLog(log));
    } finally {
      AwaitedLog.await(log.close());
    }
  }

  /** Records so many events, in an append of their own each. */
  static void record(AwaitedLog log, int count) {
    for (int at = 0; at < count; at++) {
      log.record(Samples.event("order-" + at % 3));
    }
  }
}
