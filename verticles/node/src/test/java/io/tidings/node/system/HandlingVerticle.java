package io.tidings.node.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A consumer that writes a line for each event that it handles, to a file that all its nodes write
 * to: what the operating system has been given outlives the process.
 */
public final class HandlingVerticle extends VerticleBase {

  /** The name of the system property that names the file. */
  static final String FILE = "handlings";

  static final String CONSUMER = "handling";

  private final Tidings tidings;
  private FileChannel file;

  public HandlingVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() throws IOException {
    file = FileChannel.open(Path.of(System.getProperty(FILE)), CREATE, APPEND);
    return tidings.consumer(CONSUMER).segments(8).onAny(this::handle).start();
  }

  /** One write, which the system appends as a whole. */
  private Future<Void> handle(ConsumerContext context) {
    String line =
        "%d %s %d %d%n"
            .formatted(
                context.position(),
                context.event().stream(),
                context.event().version(),
                ProcessHandle.current().pid());
    try {
      file.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
      return Future.succeededFuture();
    } catch (IOException failure) {
      return Future.failedFuture(failure);
    }
  }
}
