package io.tidings.node.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.tidings.ConsumerContext;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A line for each event that a consumer handles, in a file that all its nodes write to: what the
 * operating system has been given outlives the process.
 */
final class Journal {

  /** The name of the system property that names the file. */
  static final String FILE = "handlings";

  private final FileChannel file;

  private Journal(FileChannel file) {
    this.file = file;
  }

  static Journal open() throws IOException {
    return new Journal(FileChannel.open(Path.of(System.getProperty(FILE)), CREATE, APPEND));
  }

  /** One write, which the system appends as a whole. */
  Future<Void> write(ConsumerContext context) {
    String line =
        "%d %s %d %d %s%n"
            .formatted(
                context.position(),
                context.event().stream(),
                context.event().version(),
                ProcessHandle.current().pid(),
                context.isDryRun() ? "dry" : context.isReplay() ? "replay" : "live");
    try {
      file.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
      return Future.succeededFuture();
    } catch (IOException failure) {
      return Future.failedFuture(failure);
    }
  }
}
