package io.tidings.node;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.EmbeddedPostgresException;
import io.tidings.log.embedded.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;

/**
 * Runs an embedded PostgreSQL by itself, for several nodes of this machine to share with {@code
 * --log shared}: {@code java -cp tidings-node.jar io.tidings.node.EmbeddedServer DIR}. Ends on
 * SIGTERM or SIGINT, or when the server does.
 */
public final class EmbeddedServer {

  private static final String URI_FILE = "uri";

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

  /** Where the server that another process runs in the directory is reached; secret. */
  static String uri(Path directory) throws IOException {
    Path file = directory.resolve(URI_FILE);
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException none) {
      throw new IOException(
          "no embedded server is shared in " + directory + ": start one there first", none);
    }
  }

  private static void run(Path directory) throws IOException, InterruptedException {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(directory, Options.defaults().withMaxConnections(200));
    Path file = directory.resolve(URI_FILE);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  file.toFile().delete();
                  server.close();
                }));
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, server.uri());
    System.out.println("Tidings embedded server ready: " + server);
    CountDownLatch ended = new CountDownLatch(1);
    server.onExit().thenRun(ended::countDown);
    ended.await();
  }
}
