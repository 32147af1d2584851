package io.tidings.log.bus;

import io.tidings.log.LogFailure;
import io.tidings.wire.Refusal;
import java.time.Duration;

/** Failures of the log as messages, and back. */
public final class Refusals {

  private Refusals() {}

  /** What to answer for a failure; one that is none of the log's own counts as unavailable. */
  public static Refusal of(Throwable failure) {
    if (failure instanceof LogFailure.Overloaded overloaded) {
      return new Refusal(
          Refusal.Code.OVERLOADED,
          overloaded.getMessage(),
          overloaded.retryAfter().toMillis(),
          null,
          null);
    }
    if (failure instanceof LogFailure.CursorLost lost) {
      return new Refusal(
          Refusal.Code.CURSOR_LOST, lost.getMessage(), 0, lost.cursor(), lost.goBackTo());
    }
    if (failure instanceof LogFailure.Invalid || failure instanceof IllegalArgumentException) {
      return Refusal.of(Refusal.Code.INVALID, failure.getMessage());
    }
    return Refusal.of(Refusal.Code.UNAVAILABLE, String.valueOf(failure.getMessage()));
  }

  static LogFailure failure(Refusal refusal) {
    return switch (refusal.code()) {
      case OVERLOADED ->
          new LogFailure.Overloaded(
              refusal.detail(), Duration.ofMillis(refusal.retryAfterMillis()));
      case CURSOR_LOST -> new LogFailure.CursorLost(refusal.cursor(), refusal.goBackTo());
      case INVALID, NOT_FOUND, CONFLICT -> new LogFailure.Invalid(refusal.detail());
      case UNAVAILABLE, UNKNOWN, UNREADABLE -> new LogFailure.Unavailable(refusal.detail(), null);
    };
  }
}
