package io.tidings;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what may block: on a virtual thread where the JVM has them, otherwise on a thread that is
 * kept for the next. Not on a Vert.x worker, on which a future cannot be awaited.
 */
final class Blocking {

  private static final Executor THREADS = threads();

  private Blocking() {}

  static <T> Future<T> run(Callable<T> work) {
    Promise<T> done = Promise.promise();
    THREADS.execute(
        () -> {
          try {
            done.complete(work.call());
          } catch (Throwable failure) {
            done.fail(failure);
          }
        });
    return done.future();
  }

  /** Looked up by name since the code is compiled for JDK 17; they came with 21. */
  private static Executor threads() {
    try {
      return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException absent) {
      return platformThreads();
    }
  }

  private static Executor platformThreads() {
    AtomicInteger count = new AtomicInteger();
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work, "tidings-handler-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
