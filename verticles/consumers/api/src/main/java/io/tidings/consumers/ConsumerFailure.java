package io.tidings.consumers;

/** Why a store could not do what was asked. */
public abstract sealed class ConsumerFailure extends RuntimeException {

  private ConsumerFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The store cannot be reached, and the outcome is unknown. Every operation may be repeated. */
  public static final class Unavailable extends ConsumerFailure {
    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** There is no consumer, or no dead letter, of that name; nothing was changed. */
  public static final class Unknown extends ConsumerFailure {
    public Unknown(String message) {
      super(message, null);
    }
  }

  /**
   * The request contradicts what is there; nothing was changed. The message says what differs, and
   * how to ask for it nevertheless.
   */
  public static final class Conflict extends ConsumerFailure {
    public Conflict(String message) {
      super(message, null);
    }
  }

  /** The request itself is at fault, and repeating it will not help; nothing was changed. */
  public static final class Invalid extends ConsumerFailure {
    public Invalid(String message) {
      super(message, null);
    }
  }
}
