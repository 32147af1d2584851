package io.tidings.consumers.postgres;

import io.tidings.fixtures.Psql;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.postgres.PostgresLogConfig;
import java.sql.SQLException;

/** One schema of a server, emptied for each test: much quicker than to migrate a new one. */
final class ReusedStore {

  private static final String EMPTY =
      """
      begin;
      set local session_replication_role = replica;
      delete from event;
      delete from consumer;
      delete from worker;
      delete from segment;
      delete from held_stream;
      delete from attempt;
      delete from done;
      delete from inbox;
      delete from offer;
      delete from acknowledged;
      delete from ledger;
      commit
      """;

  private final EmbeddedPostgres server;
  private final PostgresLogConfig config;

  ReusedStore(EmbeddedPostgres server) {
    this.server = server;
    PostgresLogConfig fresh = TestLogs.fresh(server);
    PostgresConsumerStore.migrate(fresh);
    this.config = unmigrated(fresh);
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

  /** Opened as it is. */
  static PostgresLogConfig unmigrated(PostgresLogConfig config) {
    return new PostgresLogConfig(
        config.uri(),
        config.host(),
        config.port(),
        config.database(),
        config.user(),
        config.password(),
        config.schema(),
        false,
        config.readConnections(),
        config.maxWaitingReads(),
        config.timeout(),
        config.announce());
  }

  Psql psql() throws SQLException {
    return Psql.connect(server, config.schema());
  }
}
