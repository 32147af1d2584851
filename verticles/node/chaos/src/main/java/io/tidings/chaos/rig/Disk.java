package io.tidings.chaos.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a database lives: a file system of its own that can be filled, if this process may mount
 * one, and a directory otherwise. Its content is gone when it is closed.
 */
final class Disk implements AutoCloseable {

  private static final String SIZE = "2g";

  private final Path directory;
  private final boolean mounted;

  Disk(Path directory, Isolation isolation) throws IOException {
    this.directory = directory;
    mounted = isolation.isThere();
    Files.createDirectories(directory);
    if (mounted) {
      Shell.run("mount -t tmpfs -o size=%s tmpfs %s".formatted(SIZE, directory));
    }
    // A server that does not run as root passes here.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
  }

  Path directory() {
    return directory;
  }

  /** Why it cannot be filled; empty if it can. */
  Optional<String> boundless() {
    return mounted
        ? Optional.empty()
        : Optional.of("without a mount namespace the database has no disk of its own to fill");
  }

  /** Takes all the space that is left. */
  void fill() {
    try {
      long left = Files.getFileStore(directory).getUsableSpace();
      Shell.run(List.of("fallocate", "--length", Long.toString(left), ballast().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives back what {@link #fill} took. */
  void relieve() {
    try {
      Files.deleteIfExists(ballast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ballast() {
    return directory.resolve("ballast");
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      Shell.run("umount --lazy " + directory);
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
