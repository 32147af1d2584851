package io.tidings.consumers.postgres;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.postgres.PostgresLogConfig;
import java.sql.SQLException;

/** One schema of a server, emptied for each test: much quicker than to migrate a new one. */
final class ReusedStore {

  private static final String EMPTY =
      """
      set session_replication_role = replica;
      truncate event, consumer, worker, segment, held_stream, attempt, done, inbox, offer,
        acknowledged, ledger
      """;

  private final EmbeddedPostgres server;
  private final PostgresLogConfig config;

  ReusedStore(EmbeddedPostgres server) {
    this.server = server;
    this.config = TestServers.freshLog(server);
    PostgresConsumerStore.migrate(config);
  }

  /** The log and its consumers, as if nothing had ever been written to them. */
  PostgresLogConfig emptied() {
    try (Psql psql = psql()) {
      psql.rows(EMPTY);
      return config;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  Psql psql() throws SQLException {
    return Psql.connect(server, config.schema());
  }
}
