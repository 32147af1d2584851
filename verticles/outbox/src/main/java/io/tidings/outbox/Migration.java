package io.tidings.outbox;

import io.tidings.log.postgres.Migrations;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;

/** Brings the schema of an outbox up to date. */
final class Migration {

  private static final String LOCATION = "io/tidings/outbox/migrations";
  private static final String HISTORY = "flyway_schema_history";

  /** There is no server for now that could be migrated. */
  static final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreachable(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }

  private Migration() {}

  /** Blocks. */
  static void run(OutboxConfig config) {
    Migrations.run(config.postgres(), LOCATION, HISTORY);
  }

  /**
   * On a worker thread, and not before a server has answered.
   *
   * @return fails with {@link Unreachable} if it may be repeated, else for good
   */
  static Future<Void> run(Vertx vertx, OutboxConfig config) {
    return vertx
        .<Void>executeBlocking(
            () -> {
              Migrations.reach(config.postgres());
              run(config);
              return null;
            })
        .recover(failure -> Future.failedFuture(passing(failure)));
  }

  /** What a server says of user, database and schema stays true until somebody mends it. */
  private static Throwable passing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refusal && passes(refusal.getSQLState())) {
        return new Unreachable(failure);
      }
    }
    return failure;
  }

  /**
   * Class 08: no connection; 53: no resources; 57P01 to 57P03: the server ends, or begins; 25006:
   * it is a standby, which may be promoted. But not 08004: it refuses connections like this one.
   */
  static boolean passes(String state) {
    return state != null
        && (state.startsWith("08") && !state.equals("08004")
            || state.startsWith("53")
            || state.equals("57P01")
            || state.equals("57P02")
            || state.equals("57P03")
            || state.equals("25006"));
  }
}
