package io.tidings;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Runs what may block: on a virtual thread where the JVM has them, otherwise on a worker. */
final class Blocking {

  private static final Executor VIRTUAL_THREADS = virtualThreads();

  private Blocking() {}

  static <T> Future<T> run(Vertx vertx, Callable<T> work) {
    if (VIRTUAL_THREADS == null) {
      return vertx.executeBlocking(work, false);
    }
    Promise<T> done = Promise.promise();
    VIRTUAL_THREADS.execute(
        () -> {
          try {
            done.complete(work.call());
          } catch (Exception e) {
            done.fail(e);
          }
        });
    return done.future();
  }

  /** Looked up by name since the code is compiled for JDK 17; null before JDK 21. */
  private static Executor virtualThreads() {
    try {
      return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException absent) {
      return null;
    }
  }
}
