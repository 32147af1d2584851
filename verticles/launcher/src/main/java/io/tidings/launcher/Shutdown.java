package io.tidings.launcher;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process: in good order if that works in time, and in any case. */
final class Shutdown {

  private static final Logger log = LoggerFactory.getLogger(Shutdown.class);
  private static final AtomicInteger status = new AtomicInteger();

  private static volatile boolean begun;

  private Shutdown() {}

  /** Stops the node when the process is told to end, by a signal or by {@link #exit}. */
  static void onSignal(Lifecycle lifecycle, Duration limit) {
    Thread hook = new Thread(() -> stop(lifecycle, limit), "tidings-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Ends the process with this status; does not return. A start that is broken off by a signal does
   * not make the stop a failure.
   */
  static void exit(int code) {
    if (!begun) {
      status.set(code);
    }
    System.exit(code);
  }

  private static void stop(Lifecycle lifecycle, Duration limit) {
    begun = true;
    try {
      lifecycle.stop().await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      status.set(1);
      log.error("Not stopped within {} ({}); ending as it is", limit, lifecycle.step());
    } catch (RuntimeException e) {
      status.set(1);
      log.error("Not stopped in good order", e);
    } finally {
      // A JVM ended by a signal would report the signal, and wait for whatever other hooks hang on.
      Runtime.getRuntime().halt(status.get());
    }
  }
}
