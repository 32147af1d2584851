package io.tidings.consumers.engine;

import io.tidings.consumers.Definition;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of an event that failed.
 *
 * @param state RETRYING, DEAD or STOPPED; null if the whole consumer is to stop
 * @param due for RETRYING: the pause before the next attempt
 * @param outages how many attempts so far were outages, which do not count
 * @param since when the pause begins, by {@link Pauses#nanos}
 */
record Verdict(HeldState state, Duration due, int outages, long since) {

  private static final Logger LOG = LoggerFactory.getLogger(Verdict.class);

  static Verdict of(Scope scope, Throwable failure, Tried tried) {
    long now = scope.pauses().nanos();
    if (isOutage(scope, failure)) {
      Duration pause = pause(scope, scope.definition().retry(), tried.attempts());
      return new Verdict(HeldState.RETRYING, pause, tried.outages() + 1, now);
    }
    Retry retry = policy(scope, failure);
    if (tried.counted() < retry.attempts()) {
      Duration pause = pause(scope, retry, tried.counted());
      if (tried.since().plus(pause).compareTo(retry.within()) <= 0) {
        return new Verdict(HeldState.RETRYING, pause, tried.outages(), now);
      }
    }
    HeldState last = lastly(scope.definition().onFailure());
    return new Verdict(last, Duration.ZERO, tried.outages(), now);
  }

  private static Duration pause(Scope scope, Retry retry, int failed) {
    return Backoff.pause(retry, failed, scope.pauses()::chance);
  }

  /** When the next attempt is due, by {@link Pauses#nanos}. */
  long dueAt() {
    return since + due.toNanos();
  }

  boolean stopsConsumer() {
    return state == null;
  }

  boolean isFinal() {
    return state != HeldState.RETRYING;
  }

  private static HeldState lastly(Definition.OnFailure onFailure) {
    return switch (onFailure) {
      case DEAD_LETTER -> HeldState.DEAD;
      case STOP_STREAM -> HeldState.STOPPED;
      case STOP_CONSUMER -> null;
    };
  }

  private static boolean isOutage(Scope scope, Throwable failure) {
    try {
      return scope.work().isOutage(failure);
    } catch (RuntimeException broken) {
      LOG.error("{}: what counts as an outage cannot be told", scope.consumer(), broken);
      return false;
    }
  }

  private static Retry policy(Scope scope, Throwable failure) {
    Retry declared = scope.definition().retry();
    try {
      return Objects.requireNonNull(scope.work().retry(failure, declared), "no policy");
    } catch (RuntimeException broken) {
      LOG.error("{}: the retry policy itself failed", scope.consumer(), broken);
      return declared;
    }
  }
}
