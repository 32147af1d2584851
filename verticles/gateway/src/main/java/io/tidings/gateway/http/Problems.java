package io.tidings.gateway.http;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.log.LogFailure;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.wire.MalformedEvent;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into the problem that the caller is told. */
public final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private Problems() {}

  /** The problem of any failure; one that nobody foresaw is logged, and told by an id alone. */
  public static Problem of(Throwable failure) {
    if (failure instanceof Problem problem) {
      return problem;
    } else if (failure instanceof MalformedEvent malformed) {
      return malformed(malformed);
    } else if (failure instanceof LogFailure logFailure) {
      return log(logFailure);
    } else if (failure instanceof ConsumerFailure consumerFailure) {
      return consumers(consumerFailure);
    } else if (failure instanceof CommandFailure commandFailure) {
      return commands(commandFailure);
    }
    return unforeseen(failure);
  }

  private static Problem malformed(MalformedEvent malformed) {
    Problem problem = Problem.of(kind(malformed.kind()), malformed.getMessage());
    if (malformed.index() >= 0) {
      problem.with("index", malformed.index());
    }
    if (malformed.attribute() != null) {
      problem.with("attribute", malformed.attribute());
    }
    if (malformed.byteOffset() >= 0) {
      problem.with("byteOffset", malformed.byteOffset());
    }
    return problem;
  }

  private static ProblemKind kind(MalformedEvent.Kind kind) {
    return switch (kind) {
      case MALFORMED -> ProblemKind.MALFORMED_EVENT;
      case TOO_LARGE -> ProblemKind.EVENT_TOO_LARGE;
      case TOO_MANY -> ProblemKind.TOO_MANY_EVENTS;
    };
  }

  private static Problem log(LogFailure failure) {
    if (failure instanceof LogFailure.CursorLost lost) {
      return Problem.of(
              ProblemKind.CURSOR_LOST,
              lost.getMessage() + "; what was seen behind it no longer holds")
          .with("cursor", lost.cursor().toString())
          .with("goBackTo", lost.goBackTo().toString());
    } else if (failure instanceof LogFailure.Overloaded overloaded) {
      return Problem.of(
              ProblemKind.LOG_OVERLOADED,
              "The queue of appends is full and nothing was recorded; send it again after"
                  + " Retry-After")
          .retryAfter(overloaded.retryAfter());
    } else if (failure instanceof LogFailure.Invalid invalid) {
      return Problem.of(ProblemKind.MALFORMED_EVENT, invalid.getMessage());
    }
    LOG.debug("The log is unavailable: {}", failure.getMessage());
    return Problem.of(
            ProblemKind.LOG_UNAVAILABLE,
            "The log did not answer and the outcome is unknown; send the same request again after"
                + " Retry-After, with the same ids, which is safe")
        .retryAfter(SOON);
  }

  private static Problem consumers(ConsumerFailure failure) {
    if (failure instanceof ConsumerFailure.Unknown) {
      return Problem.of(ProblemKind.UNKNOWN_CONSUMER, failure.getMessage());
    } else if (failure instanceof ConsumerFailure.Conflict) {
      return Problem.of(ProblemKind.CONSUMER_CONFLICT, failure.getMessage());
    } else if (failure instanceof ConsumerFailure.Invalid) {
      return Problem.of(ProblemKind.BAD_MEMBER, failure.getMessage());
    }
    LOG.debug("What consumers have stored is unavailable: {}", failure.getMessage());
    return Problem.of(
            ProblemKind.CONSUMERS_UNAVAILABLE,
            "What consumers have stored could not be reached and the outcome is unknown; send the"
                + " same request again after Retry-After, which is safe")
        .retryAfter(SOON);
  }

  private static Problem commands(CommandFailure failure) {
    if (failure instanceof CommandFailure.UnknownDecider) {
      return Problem.of(ProblemKind.UNKNOWN_DECIDER, failure.getMessage());
    } else if (failure instanceof CommandFailure.Invalid) {
      return Problem.of(ProblemKind.BAD_COMMAND, failure.getMessage());
    } else if (failure instanceof CommandFailure.Conflict) {
      return Problem.of(ProblemKind.COMMAND_CONFLICT, failure.getMessage()).retryAfter(SOON);
    } else if (failure instanceof CommandFailure.Overloaded) {
      return Problem.of(
              ProblemKind.COMMANDS_OVERLOADED,
              failure.getMessage() + "; nothing was recorded, send it again after Retry-After")
          .retryAfter(SOON);
    }
    if (failure instanceof CommandFailure.Unreadable) {
      return Problem.of(ProblemKind.UNREADABLE_EVENTS, failure.getMessage());
    }
    LOG.debug("A decider is unavailable: {}", failure.getMessage());
    return Problem.of(
            ProblemKind.COMMANDS_UNAVAILABLE,
            "The decider did not answer and the outcome is unknown; send the same command again"
                + " after Retry-After, with the same id, which is safe")
        .retryAfter(SOON);
  }

  private static Problem unforeseen(Throwable failure) {
    String incident = UUID.randomUUID().toString();
    LOG.error("incident {}", incident, failure);
    return Problem.of(
            ProblemKind.INTERNAL_ERROR,
            "This is a fault of the gateway; the log of this node has it as incident "
                + incident
                + ". An append may be sent again with the same ids")
        .with("incident", incident);
  }
}
