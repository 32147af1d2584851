package io.tidings.chaos.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** An embedded PostgreSQL for several nodes. */
public final class ServerProcess extends ChildProcess {

  private final Path data;

  public ServerProcess(Path logs, Path data) {
    super(
        logs,
        NodeProcess.javaOfNode(
            "-cp", Jar.NODE.path(), "io.tidings.node.EmbeddedServer", data.toString()));
    this.data = data;
  }

  public ServerProcess ready() {
    awaitLine("Tidings embedded server ready");
    return this;
  }

  public Path data() {
    return data;
  }

  /** SIGKILL to PostgreSQL; ends when the process that watches it has ended too. */
  public void crash() throws IOException {
    ProcessHandle postgres = postgres(data).orElseThrow();
    postgres.destroyForcibly();
    exit();
    await().atMost(Duration.ofSeconds(20)).until(() -> !postgres.isAlive());
  }

  public Connection connect() throws IOException, SQLException {
    return connect(Files.readString(data.resolve("uri")).strip());
  }

  /** A connection to what a {@code postgresql://user:password@host:port/database} names. */
  public static Connection connect(String text) throws SQLException {
    URI uri = URI.create(text);
    String[] account = uri.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath()),
        account[0],
        account[1]);
  }

  /** The server process that works on the directory, if one does. */
  public static Optional<ProcessHandle> postgres(Path data) throws IOException {
    Path file = data.resolve("data").resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0)))
        .filter(ProcessHandle::isAlive);
  }
}
