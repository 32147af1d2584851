package io.tidings.log.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files and directories whose mode matters, and moves that survive a power cut. */
final class Directories {

  /** For the directory's user only. */
  static final String PRIVATE = "rwx------";

  /** Other users may pass through, but not look around. */
  static final String PASSABLE = "rwx--x--x";

  private Directories() {}

  /** Creates what is missing down to {@code directory}, passable for other users: mode 755. */
  static void createReadableByAll(Path directory) throws IOException {
    create(directory, "rwxr-xr-x");
  }

  /** Creates what is missing down to {@code directory} with this mode, whatever the umask says. */
  static void create(Path directory, String mode) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getParent() != null) {
      create(directory.getParent(), mode);
    }
    Files.createDirectory(directory);
    setMode(directory, mode);
  }

  static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /** Creates {@code file} empty and closed to other users, if it does not exist. */
  static void createPrivate(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  /** Replaces {@code file} as a whole and durably; other users cannot read it. */
  static void writePrivate(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    createPrivate(draft);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.UTF_8.encode(text));
      channel.force(true);
    }
    moveDurably(draft, file);
  }

  static void moveDurably(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel parent = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
      parent.force(true);
    }
  }

  /** Deletes the entries of {@code directory} whose names begin with {@code prefix}. */
  static void deleteLeftOvers(Path directory, String prefix) throws IOException {
    for (Path entry : list(directory)) {
      if (entry.getFileName().toString().startsWith(prefix)) {
        deleteTree(entry);
      }
    }
  }

  static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
