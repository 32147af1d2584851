package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Unpacks binaries into a directory that many servers, processes and versions may share: one
 * sub-directory per build, which appears complete or not at all.
 */
final class Installer {

  private static final String DRAFT = ".unpacking-";
  private static final String VERSION_PREFIX = "postgres (PostgreSQL) ";

  private Installer() {}

  static Installation install(Archive archive, Path directory)
      throws IOException, InterruptedException {
    String fingerprint = archive.fingerprint();
    Optional<Installation> present = find(directory, fingerprint);
    return present.isPresent() ? present.get() : unpack(archive, directory, fingerprint);
  }

  private static Optional<Installation> find(Path directory, String fingerprint)
      throws IOException {
    return Directories.list(directory).stream()
        .map(home -> home.getFileName().toString().split("-"))
        .filter(name -> name.length == 3 && name[2].equals(fingerprint))
        .map(name -> new Installation(directory.resolve(String.join("-", name)), name[1]))
        .findFirst();
  }

  /** Synchronized because a file lock keeps out other processes only. */
  private static synchronized Installation unpack(
      Archive archive, Path directory, String fingerprint)
      throws IOException, InterruptedException {
    Directories.createReadableByAll(directory);
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      Optional<Installation> unpackedMeanwhile = find(directory, fingerprint);
      if (unpackedMeanwhile.isPresent()) {
        return unpackedMeanwhile.get();
      }
      Directories.deleteLeftOvers(directory, DRAFT);
      Path draft = directory.resolve(DRAFT + UUID.randomUUID());
      Directories.createReadableByAll(draft);
      archive.unpackInto(draft);
      String version = askVersion(draft);
      // a power cut must not leave empty files under a name that promises complete ones
      Command.run(List.of("sync"), Duration.ofSeconds(30), "");
      Path home = directory.resolve("postgres-" + version + "-" + fingerprint);
      Directories.moveDurably(draft, home);
      return new Installation(home, version);
    }
  }

  private static String askVersion(Path home) throws InterruptedException {
    Path postgres = new Installation(home, "").postgres();
    String answer;
    try {
      answer = Command.run(List.of(postgres.toString(), "-V"), Duration.ofSeconds(30), "").output();
    } catch (IOException failure) {
      answer = failure.getMessage();
    }
    if (!Files.isExecutable(postgres) || !answer.startsWith(VERSION_PREFIX)) {
      throw new EmbeddedPostgresException(
          Reason.FAILED,
          ("The unpacked PostgreSQL does not run from %s: %s. Choose a directory on a file system"
                  + " that allows programs (not mounted noexec), or configure a PostgreSQL server"
                  + " of your own.")
              .formatted(home.getParent(), answer));
    }
    return answer.substring(VERSION_PREFIX.length()).split(" ", 2)[0].replace('-', '_');
  }
}
