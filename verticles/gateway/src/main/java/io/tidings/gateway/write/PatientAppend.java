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

  /** Fails with what the log failed with when the patience is at its end. */
  Future<List<AppendResult>> append(List<Append> batch) {
    return append(batch, System.nanoTime() + patience.toNanos());
  }

  private Future<List<AppendResult>> append(List<Append> batch, long deadline) {
    return log.append(batch)
        .recover(
            failure -> {
              Duration pause = pause(failure);
              if (pause == null || System.nanoTime() + pause.toNanos() - deadline > 0) {
                return Future.failedFuture(failure);
              }
              return vertx.timer(pause.toMillis()).compose(rested -> append(batch, deadline));
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
