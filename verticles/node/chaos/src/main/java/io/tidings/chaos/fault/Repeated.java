package io.tidings.chaos.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is done again and again while a fault lasts. What fails is done again as well. */
final class Repeated {

  /** One round. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Thread thread;
  private volatile boolean ended;

  Repeated(String name, Duration pause, Task task) {
    thread = new Thread(() -> repeat(pause, task), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void repeat(Duration pause, Task task) {
    while (!ended) {
      try {
        task.run();
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        if (!ended) {
          LOG.debug("{} failed this time: {}", thread.getName(), e.toString());
        }
      }
      try {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** There will be no further round, and the one under way may fail. */
  void finish() {
    ended = true;
  }

  /** Returns when the round under way is over. */
  void end() throws InterruptedException {
    finish();
    thread.join(PATIENCE.toMillis());
    if (thread.isAlive()) {
      throw new IllegalStateException(thread.getName() + " does not end");
    }
  }
}
