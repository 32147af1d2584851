package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One JVM at a time owns a directory. The operating system frees the lock when the JVM ends,
 * however it ends, so nothing is ever left to clean up.
 */
final class OwnerLock implements AutoCloseable {

  /**
   * Directories of this JVM. Asked first: merely opening and closing the lock file a second time
   * would free the lock, as POSIX locks belong to the process.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private OwnerLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Takes {@code directory}, a real path, or refuses and says who has it. */
  static OwnerLock take(Path directory) throws IOException {
    Path owner = directory.resolve("owner");
    if (!OURS.add(directory)) {
      throw inUse(directory, "this process");
    }
    try {
      Path file = directory.resolve("owner.lock");
      Directories.createPrivate(file);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw inUse(directory, Files.exists(owner) ? Files.readString(owner) : "another process");
      }
      String since = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      Directories.writePrivate(
          owner, "process %d (since %s)".formatted(ProcessHandle.current().pid(), since));
      return new OwnerLock(directory, channel);
    } catch (IOException | RuntimeException failure) {
      OURS.remove(directory);
      throw failure;
    }
  }

  private static EmbeddedPostgresException inUse(Path directory, String holder) {
    return new EmbeddedPostgresException(
        Reason.DIRECTORY_IN_USE,
        "%s already runs an embedded PostgreSQL in %s. Stop it first, or choose another directory."
            .formatted(holder, directory));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(directory.resolve("owner"));
    channel.close();
    OURS.remove(directory);
  }
}
