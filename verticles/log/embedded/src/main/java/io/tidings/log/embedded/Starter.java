package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps from a directory that we own to a server that answers. */
final class Starter {

  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
  private static final int ATTEMPTS = 5;

  private final Path directory;
  private final Options options;

  Starter(Path directory, Options options) {
    this.directory = directory;
    this.options = options;
  }

  record Started(ServerProcess process, int port, String version, String password) {}

  Started start() throws IOException, InterruptedException {
    Path data = directory.resolve("data");
    Installation binaries =
        Installer.install(
            options.binaries().archive(),
            options.binariesDirectory().orElse(directory.resolve("bin")).toAbsolutePath());
    DataDirectory.requireSameMajor(data, binaries);
    Privileges privileges = Privileges.find(directory, data, binaries);
    Tether tether = Tether.find();
    Orphan.stop(data);

    String password = Password.of(directory.resolve("password"), data.toFile().exists());
    DataDirectory cluster = new DataDirectory(data, binaries, privileges, tether);
    cluster.initialise(password);
    Memory memory = Memory.read(directory);
    if (!memory.database().equals(options.database())) {
      cluster.createDatabase(options.database());
    }

    List<String> command =
        tether.tie(
            privileges.prefix(), List.of(binaries.postgres().toString(), "-D", data.toString()));
    Started started = serve(command, data, memory, binaries, password);
    LOG.info(
        "PostgreSQL {} (process {}, as {}) serves {} at {}:{}",
        binaries.version(),
        started.process().pid(),
        privileges,
        data,
        EmbeddedPostgres.HOST,
        started.port());
    if (!tether.endsWithJvm() || !privileges.isDirect()) {
      LOG.info("If this JVM is killed, the server goes on until the next start here: no `setpriv`");
    }
    return started;
  }

  private Started serve(
      List<String> command, Path data, Memory memory, Installation binaries, String password)
      throws IOException, InterruptedException {
    ServerLog log = ServerLog.in(directory);
    boolean fixed = options.port() != Options.ANY_PORT;
    int port = fixed ? options.port() : Ports.free(memory.port());
    for (int attempt = 1; ; attempt++) {
      log.rotate();
      ServerProcess process =
          ServerProcess.spawn(
              Command.concat(command, Settings.arguments(port, options)), data, port, log);
      try {
        if (process.awaitReady(options.startupTimeout())) {
          new Memory(port, options.database()).write(directory);
          return new Started(process, port, binaries.version(), password);
        }
      } catch (IOException | InterruptedException | RuntimeException failure) {
        process.stop();
        throw failure;
      }
      Orphan.stop(data); // should a wrapper have ended before its server
      boolean taken = !Ports.isFree(port);
      if (fixed || !taken || attempt == ATTEMPTS) {
        throw new EmbeddedPostgresException(
            Reason.FAILED,
            "PostgreSQL %s ended while starting in %s%s. %s"
                .formatted(
                    binaries.version(),
                    directory,
                    taken ? ": port " + port + " is taken, choose another" : "",
                    log.tail()));
      }
      port = Ports.free(Options.ANY_PORT);
    }
  }
}
