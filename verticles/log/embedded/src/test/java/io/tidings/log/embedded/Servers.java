package io.tidings.log.embedded;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** What the tests of this module share. */
final class Servers {

  /** One unpacked PostgreSQL for all tests. */
  static final Path BINARIES = Path.of("target", "postgres").toAbsolutePath();

  static final Options OPTIONS = Options.defaults().withBinariesDirectory(BINARIES);

  private Servers() {}

  /** A temporary directory that `nobody` may pass when root runs the tests. */
  static final class PassableDirectory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test)
        throws IOException {
      Path directory = Files.createTempDirectory("tidings-test-").toRealPath();
      Directories.setMode(directory, Directories.PASSABLE);
      return directory;
    }
  }

  static List<String> query(EmbeddedPostgres server, String sql) throws SQLException {
    return query(server, server.password(), sql);
  }

  /** The first column of what {@code sql} returns; empty if it returns nothing. */
  static List<String> query(EmbeddedPostgres server, String password, String sql)
      throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), EmbeddedPostgres.USER, password);
        Statement statement = connection.createStatement()) {
      List<String> values = new ArrayList<>();
      if (statement.execute(sql)) {
        ResultSet rows = statement.getResultSet();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return values;
    }
  }

  static Installation installation() throws IOException, InterruptedException {
    return Installer.install(Binaries.fromClassPath().archive(), BINARIES);
  }

  static void awaitEnd(long pid) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }
}
