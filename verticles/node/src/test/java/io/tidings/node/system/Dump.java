package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.process.ServerProcess;
import io.tidings.log.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGConnection;

/** A logical dump of the log. */
interface Dump {

  void take(EmbeddedPostgres from) throws Exception;

  void restore(EmbeddedPostgres to) throws Exception;

  /** The rows alone, as {@code pg_dump --data-only} writes them, into a schema that is there. */
  final class OfRows implements Dump {

    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
      COLUMNS.put("log", "only_row, epoch, server_started, file");
      COLUMNS.put("epoch", "epoch, started_after, began_at");
      COLUMNS.put(
          "event",
          "position, version, epoch, recorded_at, form, id, source, type, stream, subject, time,"
              + " content_type, data_schema, extensions, data");
    }

    private final Map<String, byte[]> rows = new LinkedHashMap<>();

    @Override
    public void take(EmbeddedPostgres from) throws SQLException, IOException {
      try (Connection connection = ServerProcess.connect(from.uri())) {
        for (Map.Entry<String, String> table : COLUMNS.entrySet()) {
          ByteArrayOutputStream copied = new ByteArrayOutputStream();
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  "copy tidings.%s (%s) to stdout".formatted(table.getKey(), table.getValue()),
                  copied);
          rows.put(table.getKey(), copied.toByteArray());
        }
      }
    }

    @Override
    public void restore(EmbeddedPostgres to) throws SQLException, IOException {
      try (Connection connection = ServerProcess.connect(to.uri());
          Statement statement = connection.createStatement()) {
        statement.execute("delete from tidings.log");
        statement.execute("delete from tidings.epoch");
        for (Map.Entry<String, String> table : COLUMNS.entrySet()) {
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "copy tidings.%s (%s) from stdin".formatted(table.getKey(), table.getValue()),
                  new ByteArrayInputStream(rows.get(table.getKey())));
        }
      }
    }
  }

  /** By pg_dump and psql. */
  record OfTools(Path file) implements Dump {

    @Override
    public void take(EmbeddedPostgres from) throws Exception {
      run(from, "pg_dump", "--file=" + file, "--dbname=" + from.database());
    }

    @Override
    public void restore(EmbeddedPostgres to) throws Exception {
      run(
          to,
          "psql",
          "--quiet",
          "--no-psqlrc",
          "--set=ON_ERROR_STOP=1",
          "--output=/dev/null",
          "--file=" + file,
          "--dbname=" + to.database());
    }

    private static void run(EmbeddedPostgres server, String... command) throws Exception {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      Map<String, String> environment = builder.environment();
      environment.put("PGHOST", EmbeddedPostgres.HOST);
      environment.put("PGPORT", Integer.toString(server.port()));
      environment.put("PGUSER", EmbeddedPostgres.USER);
      environment.put("PGPASSWORD", server.password());
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor()).as(output).isZero();
    }

    /** The major version of the tools; 0 if there are none. */
    static int version() {
      try {
        Process process = new ProcessBuilder("pg_dump", "--version").start();
        String version = new String(process.getInputStream().readAllBytes());
        new ProcessBuilder("psql", "--version").start().waitFor();
        return Integer.parseInt(version.replaceAll("(?s)\\D*(\\d+).*", "$1"));
      } catch (IOException | InterruptedException none) {
        return 0;
      }
    }
  }

  /** Binaries of one major version, of those that the module of the adapter tests with. */
  static Path jar(int major) throws IOException {
    Path directory = Path.of("../log/postgres/target/postgres-binaries");
    if (!Files.isDirectory(directory)) {
      return null;
    }
    try (var jars = Files.list(directory)) {
      return jars.filter(jar -> jar.getFileName().toString().contains("-" + major + "."))
          .findFirst()
          .orElse(null);
    }
  }
}
