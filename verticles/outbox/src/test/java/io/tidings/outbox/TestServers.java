package io.tidings.outbox;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** The server that the tests of this JVM share; each test has a schema of its own. */
final class TestServers {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private TestServers() {}

  static EmbeddedPostgres shared() {
    return Shared.SERVER;
  }

  /** An outbox that nobody has used yet. */
  static OutboxConfig freshOutbox() {
    OutboxConfig config =
        OutboxConfig.of(shared().uri()).withSchema("outbox_" + SCHEMAS.incrementAndGet());
    OutboxVerticle.migrate(config);
    return config;
  }

  /** As the service that publishes: another schema is its search path. */
  static Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", EmbeddedPostgres.USER);
    properties.setProperty("password", shared().password());
    return DriverManager.getConnection(shared().jdbcUrl(), properties);
  }

  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres server =
          EmbeddedPostgres.temporary(
              Options.defaults()
                  .withMaxConnections(100)
                  .withSettings(
                      Map.of("track_commit_timestamp", "on", "max_prepared_transactions", "10"))
                  .withBinariesDirectory(Path.of("target", "postgres-unpacked")));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }
}
