package io.tidings.chaos.rig;

import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One PostgreSQL server: a directory with data, and most of the time a process. */
final class Postgres implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Disk disk;
  private final Path logs;
  private final Account account;
  private final CommandLine commandLine;
  private int starts;
  private Program process;

  /**
   * @param disk that is the server's alone and has its {@code data}
   * @param logs below which every start has a directory of its own
   */
  Postgres(Disk disk, Path logs, Account account, CommandLine commandLine) {
    this.disk = disk;
    this.logs = logs;
    this.account = account;
    this.commandLine = commandLine;
  }

  Disk disk() {
    return disk;
  }

  Path data() {
    return disk.directory().resolve("data");
  }

  CommandLine commandLine() {
    return commandLine;
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", commandLine.port());
  }

  boolean isAlive() {
    return process != null
        && ProcessHandle.of(process.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  Connection connect() throws SQLException {
    return account.connect(address());
  }

  /** Returns when it takes connections; nothing if it runs. Repeats while its former self ends. */
  void start() {
    await("PostgreSQL at " + address())
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              if (!isAlive()) {
                launch();
              }
              return answers();
            });
  }

  private void launch() throws IOException {
    starts++;
    Path output = Files.createDirectories(logs.resolve("" + starts));
    List<String> command = new ArrayList<>(Owner.of(data()).prefix());
    command.addAll(commandLine.words());
    process = new Program(output, command);
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Fast shutdown: sessions end, everything is written, the process ends. */
  void stop() {
    if (isAlive()) {
      try {
        process.signal("INT");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      process.exit();
    }
  }

  /** SIGKILL to the server; its children notice and end by themselves. */
  void kill() {
    if (isAlive()) {
      process.kill();
    }
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.close();
    }
    disk.close();
  }
}
