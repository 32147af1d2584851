package io.tidings.chaos.load;

import java.sql.SQLException;
import java.time.Duration;

/** Waiting until everybody has seen the end; bounded. */
final class Settling {

  private static final Duration PATIENCE_WITH_DATABASE = Duration.ofSeconds(60);
  /** Within it an append is answered as long as nothing is wrong. */
  static final long ANSWER_MILLIS = 2_000;

  private static final long PAUSE_MILLIS = 200;

  private Settling() {}

  /** A condition that the database may be asked for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws SQLException;
  }

  /** Whether it held in time; while the database is away it does not. */
  static boolean await(Duration patience, Condition condition) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        if (condition.holds()) {
          return true;
        }
      } catch (SQLException away) {
        // Later, perhaps.
      }
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** The head of the log, as soon as the database says it. */
  static long head(Connections database) throws InterruptedException {
    long[] head = {-1};
    await(
        PATIENCE_WITH_DATABASE,
        () -> {
          head[0] = database.head();
          return true;
        });
    if (head[0] < 0) {
      throw new IllegalStateException("the database does not say where the head is");
    }
    return head[0];
  }

  /** Whether the consumer has done everything up to there. */
  static boolean hasPassed(Connections database, String consumer, long position)
      throws SQLException {
    return database.number(
            "select coalesce(min(position), -1) from tidings.segment where consumer = '%s'"
                .formatted(consumer))
        >= position;
  }
}
