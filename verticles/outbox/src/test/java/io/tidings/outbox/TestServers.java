package io.tidings.outbox;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The server that the tests of this JVM share; each test has a schema of its own. */
final class TestServers {

  static final Path BINARIES = Path.of("target", "postgres-unpacked");

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private TestServers() {}

  static EmbeddedPostgres shared() {
    return Shared.SERVER;
  }

  /** An outbox that nobody has used yet, on the shared server. */
  static OutboxConfig freshOutbox() {
    return freshOutbox(shared());
  }

  static OutboxConfig freshOutbox(EmbeddedPostgres server) {
    OutboxConfig config =
        OutboxConfig.of(server.uri()).withSchema("outbox_" + SCHEMAS.incrementAndGet());
    OutboxVerticle.migrate(config);
    return config;
  }

  /** As the service that publishes: another schema is its search path. */
  static Connection connect(OutboxConfig config) throws SQLException {
    URI uri = URI.create(config.uri().orElseThrow());
    String[] user = uri.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://"
            + uri.getAuthority().substring(uri.getUserInfo().length() + 1)
            + uri.getPath(),
        user[0],
        user[1]);
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
                  .withBinariesDirectory(BINARIES));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }
}
