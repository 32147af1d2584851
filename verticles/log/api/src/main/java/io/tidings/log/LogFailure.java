package io.tidings.log;

import io.tidings.model.Cursor;
import java.time.Duration;

/** Why the log could not answer. Outcomes that callers decide on are {@code AppendResult}s. */
public abstract sealed class LogFailure extends RuntimeException {

  private LogFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The log cannot be reached, or the connection broke while it worked: the outcome is unknown.
   * Repeat with the same ids; L5 makes that safe.
   */
  public static final class Unavailable extends LogFailure {
    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The queue of appends is full and nothing was recorded. Repeat after {@link #retryAfter}. */
  public static final class Overloaded extends LogFailure {
    private final transient Duration retryAfter;

    public Overloaded(String message, Duration retryAfter) {
      super(message, null);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /**
   * L7: the cursor is from a future that the log has lost. Go back to {@link #goBackTo}: everything
   * up to there is shared, what the reader saw behind it no longer holds.
   */
  public static final class CursorLost extends LogFailure {
    private final transient Cursor cursor;
    private final transient Cursor goBackTo;

    public CursorLost(Cursor cursor, Cursor goBackTo) {
      super(
          "cursor " + cursor + " is from a future that the log has lost: go back to " + goBackTo,
          null);
      this.cursor = cursor;
      this.goBackTo = goBackTo;
    }

    public Cursor cursor() {
      return cursor;
    }

    public Cursor goBackTo() {
      return goBackTo;
    }
  }

  /** The request itself is at fault, and repeating it will not help. Nothing was recorded. */
  public static final class Invalid extends LogFailure {
    public Invalid(String message) {
      super(message, null);
    }
  }
}
