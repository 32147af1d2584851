package io.tidings.node.system;

import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.tidings.consumers.Retry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A consumer that fails on one event of one stream until somebody mends it. */
public final class PoisonedVerticle extends VerticleBase {

  static final String CONSUMER = "poisoned";
  static final String STREAM = "order-7";
  static final long VERSION = 3;
  static final int ATTEMPTS = 6;

  /** The name of the system property that names the file whose presence mends it. */
  static final String MENDED = "mended";

  private final Tidings tidings;
  private final Path mended = Path.of(System.getProperty(MENDED));
  private Journal journal;

  public PoisonedVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() throws IOException {
    journal = Journal.open();
    return tidings
        .consumer(CONSUMER)
        .retry(
            Retry.DEFAULT
                .attempts(ATTEMPTS)
                .backoff(Duration.ofMillis(500), Duration.ofSeconds(2), 2))
        .onAny(this::handle)
        .start();
  }

  private Future<Void> handle(ConsumerContext context) {
    boolean poison =
        context.event().stream().equals(STREAM) && context.event().version() == VERSION;
    return poison && !Files.exists(mended)
        ? Future.failedFuture(new IllegalStateException("this one cannot be handled"))
        : journal.write(context);
  }
}
