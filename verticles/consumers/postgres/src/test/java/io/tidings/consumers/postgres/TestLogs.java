package io.tidings.consumers.postgres;

import io.tidings.fixtures.TestServers;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.postgres.PostgresLogConfig;

/** Where there is no log yet. */
final class TestLogs {

  private TestLogs() {}

  static PostgresLogConfig fresh() {
    return fresh(TestServers.shared());
  }

  static PostgresLogConfig fresh(EmbeddedPostgres server) {
    return PostgresLogConfig.of(server.uri()).withSchema(TestServers.freshSchema());
  }
}
