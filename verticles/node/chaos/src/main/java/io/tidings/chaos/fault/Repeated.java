package io.tidings.chaos.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is done again and again, on a thread of its own that does not keep the JVM alive.
 * What fails is done again as well.
 */
public final class Repeated {

  /** One round. */
  @FunctionalInterface
  public interface Task {
    void run() throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Thread thread;
  private volatile boolean ended;

  /**
   * @param pause between the end of a round and the next
   */
  public Repeated(String name, Duration pause, Task task) {
    thread = new Thread(() -> repeat(pause, task), name);
    thread.setDaemon(true);
  }

  /** Begins with the first round. */
  public Repeated start() {
    thread.start();
    return this;
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
  public void finish() {
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
