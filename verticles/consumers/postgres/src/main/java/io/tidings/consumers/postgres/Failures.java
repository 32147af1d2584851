package io.tidings.consumers.postgres;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.engine.Fenced;
import io.tidings.wire.PayloadMismatch;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.DatabaseException;

/** What the failures of the database mean, told by SQLSTATE and constraint, never by message. */
final class Failures {

  private static final String UNKNOWN = "TI101";
  private static final String CONFLICT = "TI102";
  private static final String INVALID = "TI103";
  private static final String FENCED = "TI104";

  private Failures() {}

  /** For {@code recover}: the failure that the port promises. */
  static <T> Future<T> toConsumerFailure(Throwable failure) {
    return Future.failedFuture(of(failure));
  }

  /** The same for {@code begin_effects}, which may find that the segment is lost. */
  static <T> Future<T> toFencedOrFailure(Throwable failure) {
    return failure instanceof DatabaseException refusal && FENCED.equals(refusal.getSqlState())
        ? Future.failedFuture(new Fenced(message(refusal)))
        : toConsumerFailure(failure);
  }

  static ConsumerFailure of(Throwable failure) {
    if (failure instanceof ConsumerFailure known) {
      return known;
    }
    if (failure instanceof PayloadMismatch unwritable) {
      return new ConsumerFailure.Invalid(unwritable.getMessage());
    }
    if (failure instanceof DatabaseException refusal && refusal.getSqlState() != null) {
      return of(refusal);
    }
    return new ConsumerFailure.Unavailable("PostgreSQL: " + failure.getMessage(), failure);
  }

  private static ConsumerFailure of(DatabaseException refusal) {
    String state = refusal.getSqlState();
    return switch (state) {
      case UNKNOWN -> new ConsumerFailure.Unknown(message(refusal));
      case CONFLICT -> new ConsumerFailure.Conflict(message(refusal));
      case INVALID -> new ConsumerFailure.Invalid(message(refusal));
      default ->
          // 22: data exceptions; 23: constraints.
          state.startsWith("22") || state.startsWith("23")
              ? new ConsumerFailure.Invalid("[" + state + "] " + problem(refusal))
              : new ConsumerFailure.Unavailable("PostgreSQL: " + refusal.getMessage(), refusal);
    };
  }

  private static String problem(DatabaseException refusal) {
    String constraint = refusal instanceof PgException pg ? pg.getConstraint() : null;
    return constraint == null ? refusal.getMessage() : "the request does not satisfy " + constraint;
  }

  /** Ours say what is wrong, and the hint what to do. */
  private static String message(DatabaseException refusal) {
    if (refusal instanceof PgException pg) {
      return pg.getHint() == null
          ? pg.getErrorMessage()
          : pg.getErrorMessage() + ". " + pg.getHint();
    }
    return refusal.getMessage();
  }
}
