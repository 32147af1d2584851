package io.tidings.sourcing.postgres;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import io.tidings.log.postgres.PostgresLogConfig;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The server that the tests of this JVM share; each test has a schema of its own. */
final class TestServers {

  static final Path BINARIES = Path.of("target", "postgres-unpacked");

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private TestServers() {}

  static EmbeddedPostgres shared() {
    return Shared.SERVER;
  }

  /** A log that nobody has used yet, on the shared server. */
  static PostgresLogConfig freshLog() {
    return freshLog(shared());
  }

  static PostgresLogConfig freshLog(EmbeddedPostgres server) {
    return PostgresLogConfig.of(server.uri()).withSchema("log_" + SCHEMAS.incrementAndGet());
  }

  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres server =
          EmbeddedPostgres.temporary(Options.defaults().withBinariesDirectory(BINARIES));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }
}
