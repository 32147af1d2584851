package io.tidings.benchmarks;

import io.tidings.ConsumerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An empty handler that knows when it has had all. For one consumer. */
final class Countdown implements Function<ConsumerContext, Future<?>> {

  private static final Future<?> DONE = Future.succeededFuture();
  private static final long PATIENCE_SECONDS = 300;

  private final Promise<Long> last = Promise.promise();
  private long left;

  Countdown(long events) {
    this.left = events;
  }

  @Override
  public Future<?> apply(ConsumerContext context) {
    if (--left == 0) {
      last.complete(System.nanoTime());
    }
    return DONE;
  }

  /** When the last event was handled, by {@link System#nanoTime}. */
  long await() throws Exception {
    return last.future().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
