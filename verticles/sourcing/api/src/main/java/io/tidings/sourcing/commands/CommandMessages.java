package io.tidings.sourcing.commands;

import io.tidings.sourcing.Rejection;
import io.tidings.wire.CommandReply;
import io.tidings.wire.CommandRequest;
import io.tidings.wire.Refusal;

/** Commands, their outcomes and their failures as messages, and back. */
public final class CommandMessages {

  private static final long RETRY_AFTER_MILLIS = 1000;

  private CommandMessages() {}

  public static CommandRequest request(Command command) {
    return new CommandRequest(command.decider(), command.stream(), command.message());
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  public static Command command(CommandRequest request) {
    return new Command(request.decider(), request.stream(), request.message());
  }

  public static CommandReply reply(CommandOutcome outcome) {
    if (outcome instanceof CommandOutcome.Rejected rejected) {
      return CommandReply.rejected(rejected.rejection().code(), rejected.rejection().detail());
    }
    CommandOutcome.Accepted accepted = (CommandOutcome.Accepted) outcome;
    return CommandReply.accepted(accepted.version(), accepted.events(), accepted.duplicate());
  }

  static CommandOutcome outcome(CommandReply reply) {
    return reply.rejection() == null
        ? new CommandOutcome.Accepted(reply.version(), reply.events(), reply.duplicate())
        : new CommandOutcome.Rejected(new Rejection(reply.rejection(), reply.detail()));
  }

  /** What to answer for a failure; one that is none of a command's counts as unavailable. */
  public static Refusal refusal(Throwable failure) {
    String detail = String.valueOf(failure.getMessage());
    if (failure instanceof CommandFailure.Overloaded) {
      return new Refusal(Refusal.Code.OVERLOADED, detail, RETRY_AFTER_MILLIS, null, null);
    }
    return Refusal.of(code(failure), detail);
  }

  private static Refusal.Code code(Throwable failure) {
    if (failure instanceof CommandFailure.UnknownDecider) {
      return Refusal.Code.NOT_FOUND;
    }
    if (failure instanceof CommandFailure.Invalid || failure instanceof IllegalArgumentException) {
      return Refusal.Code.INVALID;
    }
    if (failure instanceof CommandFailure.Unreadable) {
      return Refusal.Code.UNREADABLE;
    }
    return failure instanceof CommandFailure.Conflict
        ? Refusal.Code.CONFLICT
        : Refusal.Code.UNAVAILABLE;
  }

  static CommandFailure failure(Refusal refusal) {
    return switch (refusal.code()) {
      case NOT_FOUND -> new CommandFailure.UnknownDecider(refusal.detail());
      case CONFLICT -> new CommandFailure.Conflict(refusal.detail());
      case INVALID -> new CommandFailure.Invalid(refusal.detail());
      case OVERLOADED -> new CommandFailure.Overloaded(refusal.detail());
      case UNREADABLE -> new CommandFailure.Unreadable(refusal.detail());
      case UNAVAILABLE, UNKNOWN, CURSOR_LOST ->
          new CommandFailure.Unavailable(refusal.detail(), null);
    };
  }
}
