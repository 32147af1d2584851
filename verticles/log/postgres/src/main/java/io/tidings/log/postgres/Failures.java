package io.tidings.log.postgres;

import io.tidings.log.LogFailure;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.DatabaseException;

/** What the failures of the database mean, told by SQLSTATE and constraint, never by message. */
final class Failures {

  private Failures() {}

  /** For {@code recover}: the failure that the port promises. */
  static <T> Future<T> toLogFailure(Throwable failure) {
    return Future.failedFuture(of(failure));
  }

  static LogFailure of(Throwable failure) {
    if (failure instanceof LogFailure known) {
      return known;
    }
    if (failure instanceof DatabaseException refusal && isInvalid(refusal.getSqlState())) {
      return new LogFailure.Invalid(problem(refusal));
    }
    return new LogFailure.Unavailable("PostgreSQL: " + failure.getMessage(), failure);
  }

  /** TI: ours, see docs/sql.md; 22: data exceptions; 23: constraints. */
  private static boolean isInvalid(String state) {
    return state != null
        && (state.startsWith("TI") || state.startsWith("22") || state.startsWith("23"));
  }

  private static String problem(DatabaseException refusal) {
    String constraint = refusal instanceof PgException pg ? pg.getConstraint() : null;
    return constraint == null
        ? "[" + refusal.getSqlState() + "] " + refusal.getMessage()
        : "[" + refusal.getSqlState() + "] an event does not satisfy " + constraint;
  }
}
