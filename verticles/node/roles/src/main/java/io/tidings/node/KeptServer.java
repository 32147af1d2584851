package io.tidings.node;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.EmbeddedPostgresException;
import io.tidings.log.embedded.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL that is started again, at the same port and with the same password, when
 * it has ended by itself: killed, or out of disk. Until then it is a server that cannot be reached.
 * Its {@link UriFile} is there from the start to {@link #close}.
 */
final class KeptServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KeptServer.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Path directory;
  private final Options options;
  private EmbeddedPostgres server;
  private boolean closed;

  private KeptServer(Path directory, Options options, EmbeddedPostgres server) {
    this.directory = directory;
    this.options = options;
    this.server = server;
  }

  /** As {@link EmbeddedPostgres#start}, whose failures it passes on; blocks. */
  static KeptServer start(Path directory, Options options) throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.start(directory, options);
    try {
      UriFile.write(directory, server.uri());
    } catch (IOException failure) {
      server.close();
      throw new IOException("cannot say in " + directory + " where the server is: " + failure);
    }
    KeptServer kept = new KeptServer(directory, options.withPort(server.port()), server);
    kept.watch();
    return kept;
  }

  /** Good for the whole life of this object; secret. */
  synchronized String uri() {
    return server.uri();
  }

  private void watch() {
    Thread thread = new Thread(this::startAgain, "tidings-embedded-server");
    thread.setDaemon(true);
    server.onExit().thenRun(thread::start);
  }

  private synchronized void startAgain() {
    try {
      Duration pause = FIRST_PAUSE;
      for (wait(pause.toMillis()); !closed; wait(pause.toMillis())) {
        server.close();
        try {
          server = EmbeddedPostgres.start(directory, options);
          watch();
          return;
        } catch (EmbeddedPostgresException failure) {
          LOG.warn("The embedded server does not start: {}", failure.getMessage());
          pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@link EmbeddedPostgres#close}; blocks. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    UriFile.delete(directory);
    server.close();
  }

  /** Fit for logs. */
  @Override
  public synchronized String toString() {
    return server.toString();
  }
}
