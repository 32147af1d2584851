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
 * @param since when the pause begins, by {@link Pauses#nanos}
 */
record Verdict(HeldState state, Duration due, long since) {

  private static final Logger LOG = LoggerFactory.getLogger(Verdict.class);

  /**
   * @param failed attempts so far, this one included
   * @param since how long ago the first failed
   */
  static Verdict of(Scope scope, Throwable failure, int failed, Duration since) {
    Retry retry = policy(scope, failure);
    long now = scope.pauses().nanos();
    if (failed < retry.attempts()) {
      Duration pause = Backoff.pause(retry, failed, scope.pauses()::chance);
      if (since.plus(pause).compareTo(retry.within()) <= 0) {
        return new Verdict(HeldState.RETRYING, pause, now);
      }
    }
    return new Verdict(lastly(scope.definition().onFailure()), Duration.ZERO, now);
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
