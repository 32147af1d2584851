package io.tidings.log.postgres;

import io.tidings.fixtures.Psql;
import io.tidings.log.embedded.EmbeddedPostgres;
import java.sql.SQLException;

/** One schema of a server, emptied for each test: much quicker than to migrate a new one. */
final class ReusedLog {

  private final EmbeddedPostgres server;
  private final PostgresLogConfig config;

  ReusedLog(EmbeddedPostgres server) {
    this.server = server;
    this.config = TestLogs.fresh(server);
    Migrations.run(config);
  }

  /** The log, as if nothing had been appended to it yet. */
  PostgresLogConfig emptied() {
    try (Psql psql = Psql.connect(server, config.schema())) {
      psql.rows("set session_replication_role = replica; truncate event, attribute, scheduled");
      return config;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
