package io.tidings.node;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.EmbeddedPostgresException;
import io.tidings.log.embedded.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs an embedded PostgreSQL by itself, for several nodes of this machine to share with {@code
 * --log shared}: {@code java -cp tidings-node.jar io.tidings.node.EmbeddedServer DIR}. Ends on
 * SIGTERM or SIGINT, or when the server does.
 */
public final class EmbeddedServer {

  private EmbeddedServer() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 1) {
      System.err.println("usage: io.tidings.node.EmbeddedServer DIR");
      System.exit(2);
    }
    try {
      run(Path.of(arguments[0]));
    } catch (EmbeddedPostgresException failure) {
      System.err.println("Tidings: " + failure.getMessage());
      System.exit(1);
    }
  }

  private static void run(Path directory) throws IOException, InterruptedException {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(directory, Options.defaults().withMaxConnections(200));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  UriFile.delete(directory);
                  server.close();
                }));
    UriFile.write(directory, server.uri());
    System.out.println("Tidings embedded server ready: " + server);
    CountDownLatch ended = new CountDownLatch(1);
    server.onExit().thenRun(ended::countDown);
    ended.await();
  }
}
