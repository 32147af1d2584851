package io.tidings.outbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.EventLog;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** A node that empties an outbox. */
final class RelayNode implements AutoCloseable {

  final Vertx vertx = Vertx.vertx();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  RelayNode(OutboxConfig config, EventLog log) {
    await(vertx.deployVerticle(new OutboxVerticle(log, config, meters)));
  }

  double events(String outcome) {
    return meters.counter("tidings.outbox.events", "outcome", outcome).count();
  }

  static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
