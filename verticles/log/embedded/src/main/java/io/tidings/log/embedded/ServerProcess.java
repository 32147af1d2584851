package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The server that this JVM started, from its birth to its end. */
final class ServerProcess {

  private static final Duration CLEAN_STOP = Duration.ofSeconds(20);
  private static final Duration QUICK_STOP = Duration.ofSeconds(5);

  private final Process process;
  private final Path data;
  private final int port;
  private final ServerLog log;
  private volatile long pid;

  private ServerProcess(Process process, Path data, int port, ServerLog log) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.log = log;
    this.pid = process.pid();
  }

  static ServerProcess spawn(List<String> command, Path data, int port, ServerLog log)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        Command.builder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.file().toFile()));
    return new ServerProcess(spawnFromLastingThread(builder, port), data, port, log);
  }

  /**
   * The death signal of a child is tied to the thread that spawned it, not to the process: it would
   * reach the server as soon as a pooled thread ends. This one lives as long as the server.
   */
  private static Process spawnFromLastingThread(ProcessBuilder builder, int port)
      throws IOException, InterruptedException {
    CompletableFuture<Process> spawned = new CompletableFuture<>();
    Thread parent =
        new Thread(
            () -> {
              try {
                Process process = builder.start();
                spawned.complete(process);
                process.onExit().join();
              } catch (IOException failure) {
                spawned.completeExceptionally(failure);
              }
            },
            "tidings-postgres-" + port);
    parent.setDaemon(true);
    parent.start();
    try {
      return spawned.get();
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause().getMessage(), failure.getCause());
    }
  }

  /**
   * Returns when this very server, and no other, takes connections on its port. A server that
   * recovers from a crash may take long: {@code silence} limits the time without a line in its log.
   *
   * @return false if it ended instead
   */
  boolean awaitReady(Duration silence) throws IOException, InterruptedException {
    long logged = -1;
    long deadline = 0;
    while (process.isAlive()) {
      Optional<PostmasterPid> state = PostmasterPid.read(data).filter(this::isOurs);
      if (state.isPresent()) {
        pid = state.get().pid();
        if (state.get().isReady() && state.get().port() == port) {
          return true;
        }
      }
      if (log.size() != logged) {
        logged = log.size();
        deadline = System.nanoTime() + silence.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new EmbeddedPostgresException(
            Reason.FAILED,
            "PostgreSQL was not ready and logged nothing for %d s. %s"
                .formatted(silence.toSeconds(), log.tail()));
      }
      Thread.sleep(10);
    }
    return false;
  }

  private boolean isOurs(PostmasterPid state) {
    // `su` and `runuser` stay between us and the server
    return state.pid() == process.pid()
        || process.descendants().anyMatch(child -> child.pid() == state.pid());
  }

  long pid() {
    return pid;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Void> onExit() {
    return process.onExit().thenApply(ended -> null);
  }

  /**
   * Disconnects clients, writes a checkpoint, ends. Returns when it has ended, by force if needed.
   */
  void stop() throws InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    Signals.send("INT", pid);
    if (!process.waitFor(CLEAN_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      Signals.send("QUIT", pid);
      if (!process.waitFor(QUICK_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        Signals.send("KILL", pid);
        process.destroyForcibly().waitFor(QUICK_STOP.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }
}
