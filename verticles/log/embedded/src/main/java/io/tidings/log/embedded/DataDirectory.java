package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The data of one server, while no server works on them. They appear complete or not at all. */
final class DataDirectory {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String DRAFT = "data.new-";
  private static final String PASSWORD_DRAFT = "password.initdb-";

  private final Path path;
  private final Installation binaries;
  private final Privileges privileges;
  private final Tether tether;

  DataDirectory(Path path, Installation binaries, Privileges privileges, Tether tether) {
    this.path = path;
    this.binaries = binaries;
    this.privileges = privileges;
    this.tether = tether;
  }

  /** Refuses data that the binaries cannot read, before anything touches them. */
  static void requireSameMajor(Path path, Installation binaries) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    String written;
    try {
      written = Files.readString(path.resolve("PG_VERSION")).strip();
    } catch (IOException unreadable) {
      throw new EmbeddedPostgresException(
          Reason.NOT_PERMITTED,
          ("%s is not a data directory that this user can read. It belongs to %s: start as that"
                  + " user or as root, or choose another directory.")
              .formatted(path, Files.getOwner(path).getName()),
          unreadable);
    }
    if (!written.equals(binaries.major())) {
      throw new EmbeddedPostgresException(
          Reason.VERSION_MISMATCH,
          ("The data in %s were written by PostgreSQL %s, and the binaries here are %s. Start with"
                  + " binaries of version %s, or choose another directory; to move the data, dump"
                  + " them with the old version and restore them with the new one.")
              .formatted(path, written, binaries.version(), written));
    }
  }

  /** Makes an empty database cluster unless there is one. */
  void initialise(String password) throws IOException, InterruptedException {
    Path directory = path.getParent();
    Directories.deleteLeftOvers(directory, PASSWORD_DRAFT);
    Directories.deleteLeftOvers(directory, DRAFT);
    if (Files.exists(path)) {
      return;
    }
    Path draft = directory.resolve(DRAFT + UUID.randomUUID());
    Path passwordFile = directory.resolve(PASSWORD_DRAFT + UUID.randomUUID());
    Directories.create(draft, Directories.PRIVATE);
    privileges.handOver(draft);
    try {
      Directories.writePrivate(passwordFile, password);
      privileges.handOver(passwordFile);
      // C.UTF-8 is not known everywhere. The log itself compares bytes, whatever the locale.
      Command.Result result = initdb(draft, passwordFile, "C.UTF-8");
      if (!result.succeeded()) {
        result = initdb(draft, passwordFile, "C");
      }
      if (!result.succeeded()) {
        throw failed("initdb", result);
      }
      Directories.moveDurably(draft, path);
    } finally {
      Files.deleteIfExists(passwordFile);
      Directories.deleteTree(draft);
    }
  }

  private Command.Result initdb(Path draft, Path passwordFile, String locale)
      throws IOException, InterruptedException {
    return run(
        "",
        binaries.initdb().toString(),
        "--pgdata=" + draft,
        "--username=" + EmbeddedPostgres.USER,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=" + locale,
        "--data-checksums",
        "--no-instructions");
  }

  /** Makes the database unless there is one of that name, without a connection. */
  void createDatabase(String name) throws IOException, InterruptedException {
    Command.Result result =
        run(
            "CREATE DATABASE \"" + name + "\"\n",
            binaries.postgres().toString(),
            "--single",
            "-D",
            path.toString(),
            "-c",
            "exit_on_error=true",
            "postgres");
    if (!result.succeeded() && !result.output().contains("already exists")) {
      throw failed("CREATE DATABASE " + name, result);
    }
  }

  private Command.Result run(String input, String... program)
      throws IOException, InterruptedException {
    return Command.run(tether.tie(privileges.prefix(), List.of(program)), LIMIT, input);
  }

  private EmbeddedPostgresException failed(String what, Command.Result result) {
    // common in containers that run under a number of their own
    String hint =
        result.output().contains("could not look up effective user ID")
            ? ". Give this user a name, that is a line in /etc/passwd, or run as another user"
            : "";
    return new EmbeddedPostgresException(
        Reason.FAILED,
        "%s failed in %s with exit code %d: %s%s"
            .formatted(what, path.getParent(), result.exit(), result.output(), hint));
  }
}
