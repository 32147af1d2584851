package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that outlived its JVM. Looked for only by the holder of the {@link OwnerLock}. */
final class Orphan {

  private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
  private static final Duration CLEAN_STOP = Duration.ofSeconds(30);
  private static final Duration QUICK_STOP = Duration.ofSeconds(10);

  /** What the process is whose pid the data directory names. */
  enum Identity {
    GONE,
    SERVER_OF_THIS_DATA,
    UNRELATED,
    /** Some PostgreSQL, and the machine does not let us see whose. PostgreSQL itself decides. */
    UNKNOWN
  }

  private Orphan() {}

  /** Returns when no server works on {@code data}; its clients are disconnected. */
  static void stop(Path data) throws IOException, InterruptedException {
    Optional<PostmasterPid> recorded = PostmasterPid.read(data);
    if (recorded.isEmpty()) {
      return;
    }
    long pid = recorded.get().pid();
    switch (identify(pid, data)) {
      case SERVER_OF_THIS_DATA -> stop(pid, data);
      case UNRELATED -> PostmasterPid.disown(data);
      case GONE, UNKNOWN -> {}
    }
  }

  private static void stop(long pid, Path data) throws InterruptedException {
    LOG.warn("Stopping PostgreSQL process {}, which outlived the owner of {}", pid, data);
    if (ends(pid, data, "INT", CLEAN_STOP)
        || ends(pid, data, "QUIT", QUICK_STOP)
        || ends(pid, data, "KILL", QUICK_STOP)) {
      return;
    }
    throw new EmbeddedPostgresException(
        Reason.FAILED,
        ("PostgreSQL process %d works on %s without an owner and cannot be stopped. End it, then"
                + " start again.")
            .formatted(pid, data));
  }

  private static boolean ends(long pid, Path data, String signal, Duration limit)
      throws InterruptedException {
    Signals.send(signal, pid);
    long deadline = System.nanoTime() + limit.toNanos();
    while (identify(pid, data) == Identity.SERVER_OF_THIS_DATA) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  static Identity identify(long pid, Path data) {
    if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
      return Identity.GONE;
    }
    List<String> command = List.of(commandLine(pid).split("\0"));
    if (!Path.of(command.get(0)).endsWith("postgres")) {
      return Identity.UNRELATED; // a zombie as well: it has no command line
    }
    if (command.contains(data.toString())) {
      return Identity.SERVER_OF_THIS_DATA;
    }
    try {
      Path workingDirectory = Path.of("/proc/" + pid + "/cwd").toRealPath();
      return workingDirectory.equals(data) ? Identity.SERVER_OF_THIS_DATA : Identity.UNRELATED;
    } catch (IOException notOurs) {
      return Identity.UNKNOWN;
    }
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException notLinux) {
      ProcessHandle.Info info =
          ProcessHandle.of(pid).map(ProcessHandle::info).orElse(ProcessHandle.current().info());
      return info.command().orElse("postgres")
          + "\0"
          + String.join("\0", info.arguments().orElse(new String[0]));
    }
  }
}
