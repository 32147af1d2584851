package io.tidings.sourcing.commands;

/** Why a command has no outcome. */
public abstract sealed class CommandFailure extends RuntimeException {

  private CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** No node runs this decider now. Start one that does, or mend the name, and send it again. */
  public static final class UnknownDecider extends CommandFailure {
    public UnknownDecider(String message) {
      super(message, null);
    }
  }

  /**
   * The command is at fault, or its id was given to another one that was carried out. Nothing was
   * recorded, and sending it again will not help: mend it, or give it a new id.
   */
  public static final class Invalid extends CommandFailure {
    public Invalid(String message) {
      super(message, null);
    }
  }

  /**
   * Others were faster each time, as often as the decider tries. Nothing was recorded: send it
   * again.
   */
  public static final class Conflict extends CommandFailure {
    public Conflict(String message) {
      super(message, null);
    }
  }

  /** Too many commands wait for this decider. Nothing was recorded: send it again later. */
  public static final class Overloaded extends CommandFailure {
    public Overloaded(String message) {
      super(message, null);
    }
  }

  /**
   * The decider cannot read what was recorded: an event of a version or form that it does not know,
   * or one that its {@code evolve} or an upcast fails on. Nothing was recorded, and sending the
   * command again will not help until a version of the decider runs that can; a second node was
   * asked already, if there is one.
   */
  public static final class Unreadable extends CommandFailure {
    public Unreadable(String message) {
      super(message, null);
    }
  }

  /**
   * No answer in time, or the log could not be reached: the outcome is unknown. Send it again as it
   * is, which is safe.
   */
  public static final class Unavailable extends CommandFailure {
    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
