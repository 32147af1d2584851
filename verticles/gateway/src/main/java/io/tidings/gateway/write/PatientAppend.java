package io.tidings.gateway.write;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * Repeats a batch while the log has too much to do or cannot be reached, which L5 makes safe. For
 * streams of lines, whose producer is slowed down by waiting; a single request is told to come
 * again instead.
 */
final class PatientAppend {

  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final EventLog log;
  private final Duration patience;

  PatientAppend(Vertx vertx, EventLog log, Duration patience) {
    this.vertx = vertx;
    this.log = log;
    this.patience = patience;
  }

  /**
   * Fails with what the log failed with when the patience is at its end; with {@link
   * LogFailure.Unavailable} if it ever did, for then the batch may be recorded.
   */
  Future<List<AppendResult>> append(List<Append> batch) {
    return append(batch, System.nanoTime() + patience.toNanos(), null);
  }

  private Future<List<AppendResult>> append(
      List<Append> batch, long deadline, LogFailure.Unavailable before) {
    return log.append(batch)
        .recover(
            failure -> {
              LogFailure.Unavailable unknown =
                  failure instanceof LogFailure.Unavailable unavailable ? unavailable : before;
              Duration pause = pause(failure);
              if (pause == null) {
                return Future.failedFuture(failure);
              } else if (System.nanoTime() + pause.toNanos() - deadline > 0) {
                return Future.failedFuture(unknown == null ? failure : unknown);
              }
              return vertx
                  .timer(pause.toMillis())
                  .compose(rested -> append(batch, deadline, unknown));
            });
  }

  /** Null if repeating does not help. */
  private static Duration pause(Throwable failure) {
    if (failure instanceof LogFailure.Overloaded overloaded) {
      Duration asked = overloaded.retryAfter();
      return asked.compareTo(SHORTEST) < 0
          ? SHORTEST
          : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
    return failure instanceof LogFailure.Unavailable ? SHORTEST : null;
  }
}
