package io.tidings.chaos.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A base backup of a running server, which the distribution has no program for. */
final class Copy {

  /** What belongs to the process, or comes again as write-ahead log from the primary. */
  private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

  private static final Set<String> EMPTIED = Set.of("pg_wal", "pg_replslot");

  private Copy() {}

  /** Makes {@code to}, which must not be there, the data of a standby of the server. */
  static void standby(Postgres primary, Path to) throws IOException, SQLException {
    Owner owner = Owner.of(primary.data());
    try (Connection connection = primary.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('standby', fast => true)");
      copy(primary.data(), to, owner);
      try (ResultSet end = statement.executeQuery("select labelfile from pg_backup_stop()")) {
        end.next();
        write(to.resolve("backup_label"), end.getString(1), owner);
      }
    }
    write(to.resolve("standby.signal"), "", owner);
  }

  private static void write(Path file, String content, Owner owner) throws IOException {
    Files.writeString(file, content);
    owner.take(file);
  }

  private static void copy(Path from, Path to, Owner owner) throws IOException {
    Files.createDirectory(
        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    owner.take(to);
    for (Path path : entries(from)) {
      String name = path.getFileName().toString();
      Path target = to.resolve(name);
      if (Files.isDirectory(path)) {
        if (EMPTIED.contains(name)) {
          Files.createDirectory(target);
          owner.take(target);
        } else {
          copy(path, target, owner);
        }
      } else if (!LEFT_OUT.contains(name)) {
        copyFile(path, target, owner);
      }
    }
  }

  private static void copyFile(Path from, Path to, Owner owner) throws IOException {
    try {
      Files.copy(from, to);
      owner.take(to);
    } catch (NoSuchFileException dropped) {
      // The write-ahead log says so as well.
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
