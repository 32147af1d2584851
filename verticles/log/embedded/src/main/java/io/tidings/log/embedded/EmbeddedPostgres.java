package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL server of our own: durable, reachable from this machine only, with a
 * generated password, and gone when this JVM is gone.
 *
 * <p>Everything is below one directory: {@code data} (the database cluster), {@code password} (mode
 * 600), {@code server.properties} (the last port), {@code postgres.log} and older ones, {@code bin}
 * (unpacked binaries, if {@link Options} names no other place). Delete it to forget everything;
 * copy all of it, while no server runs, to keep everything.
 *
 * <p>Methods may be called from any thread. {@link #start}, {@link #temporary} and {@link #close}
 * block: not on an event loop.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  public static final String HOST = "127.0.0.1";

  /** Superuser of the server, and the only user that can log in. */
  public static final String USER = "tidings";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private final Path directory;
  private final String database;
  private final Starter.Started server;
  private final OwnerLock lock;
  private final boolean temporary;
  private boolean closed;

  private EmbeddedPostgres(
      Path directory, String database, Starter.Started server, OwnerLock lock, boolean temporary) {
    this.directory = directory;
    this.database = database;
    this.server = server;
    this.lock = lock;
    this.temporary = temporary;
    server.process().onExit().thenRun(this::reportUnexpectedEnd);
  }

  /**
   * Starts the server of {@code directory}, which is made if it is missing, and returns when it
   * takes connections: after some 0.2 seconds, or 3 if binaries and data must be made first.
   *
   * <p>As root, the server runs as {@code nobody} (or as the owner of existing data), who must be
   * able to pass all directories above. A server that outlived its JVM is stopped first; one whose
   * owner lives is left alone.
   *
   * @throws EmbeddedPostgresException if there is no server; its {@link Reason} says why and its
   *     message what to do. Nothing is left running. Starting again is always safe.
   */
  public static EmbeddedPostgres start(Path directory, Options options) {
    return start(directory, options, false);
  }

  /**
   * Starts an empty server in a new directory below {@code java.io.tmpdir}, which {@link #close}
   * deletes: for tests and trials. Name a binaries directory in {@code options} unless two seconds
   * of unpacking do not matter.
   *
   * @throws EmbeddedPostgresException as {@link #start}
   */
  public static EmbeddedPostgres temporary(Options options) {
    try {
      Path directory = Files.createTempDirectory("tidings-postgres-");
      try {
        if (Account.isLinuxRoot()) {
          Directories.setMode(directory, Directories.PASSABLE);
        }
        return start(directory, options, true);
      } catch (IOException | RuntimeException failure) {
        Directories.deleteTree(directory);
        throw failure;
      }
    } catch (IOException failure) {
      throw unreadable(Path.of(System.getProperty("java.io.tmpdir")), failure);
    }
  }

  private static EmbeddedPostgres start(Path directory, Options options, boolean temporary) {
    try {
      Directories.create(
          directory.toAbsolutePath(),
          Account.isLinuxRoot() ? Directories.PASSABLE : Directories.PRIVATE);
      Path real = directory.toRealPath();
      OwnerLock lock = OwnerLock.take(real);
      try {
        Starter.Started server = new Starter(real, options).start();
        return new EmbeddedPostgres(real, options.database(), server, lock, temporary);
      } catch (IOException | InterruptedException | RuntimeException failure) {
        lock.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw unreadable(directory, failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException(Reason.FAILED, "Interrupted while starting", failure);
    }
  }

  private static EmbeddedPostgresException unreadable(Path directory, IOException failure) {
    return new EmbeddedPostgresException(
        Reason.NOT_PERMITTED,
        "Cannot keep an embedded PostgreSQL in %s: %s. Start as the directory's owner, or choose"
                .formatted(directory, failure)
            + " another directory.",
        failure);
  }

  public int port() {
    return server.port();
  }

  public String database() {
    return database;
  }

  /** Secret: for connecting, not for showing. It stays the same for the life of the directory. */
  public String password() {
    return server.password();
  }

  /** As the server says it: {@code 18.6}. */
  public String version() {
    return server.version();
  }

  /** The process that clients' connections are forked from. */
  public long pid() {
    return server.process().pid();
  }

  /** The database cluster, inside the directory that was given to {@link #start}. */
  public Path dataDirectory() {
    return directory.resolve("data");
  }

  /** Without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port(), database);
  }

  /**
   * With user and password, hence secret: {@code postgresql://tidings:…@127.0.0.1:5432/tidings}.
   */
  public String uri() {
    return "postgresql://%s:%s@%s:%d/%s".formatted(USER, password(), HOST, port(), database);
  }

  /** Whether the server process lives; it restarts failed children by itself. */
  public boolean isAlive() {
    return server.process().isAlive();
  }

  /** Completes when the server has ended, by {@link #close} or by itself. Never fails. */
  public CompletableFuture<Void> onExit() {
    return server.process().onExit();
  }

  /**
   * Disconnects all clients, stops the server cleanly and frees the directory; usually within 0.2
   * seconds, after at most 30. Later calls do nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopUninterruptibly();
    try {
      lock.close();
      if (temporary) {
        Directories.deleteTree(directory);
      }
    } catch (IOException failure) {
      LOG.warn("PostgreSQL stopped, but {} could not be tidied: {}", directory, failure.toString());
    }
  }

  /** An interrupted caller waits as well: freeing the directory of a living server is no option. */
  private void stopUninterruptibly() {
    boolean interrupted = false;
    for (boolean stopped = false; !stopped; ) {
      try {
        server.process().stop();
        stopped = true;
      } catch (InterruptedException signal) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void reportUnexpectedEnd() {
    if (!closed) {
      LOG.error("{} ended by itself. {}", this, ServerLog.in(directory).tail());
    }
  }

  /** Fit for logs: no password. */
  @Override
  public String toString() {
    return "PostgreSQL %s at %s:%d, data in %s".formatted(version(), HOST, port(), dataDirectory());
  }
}
