package io.tidings.testing;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits on the thread of a test. */
final class Await {

  private Await() {}

  static <T> T of(Future<T> future, String what) {
    try {
      return future.await(TestTidings.PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw tooLate(what, late);
    }
  }

  static void until(BooleanSupplier condition, Duration pause, String what) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TestTidings.PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw tooLate(what, null);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private static AssertionError tooLate(String what, Throwable cause) {
    return new AssertionError(
        "waited " + TestTidings.PATIENCE_SECONDS + " s in vain until " + what, cause);
  }
}
