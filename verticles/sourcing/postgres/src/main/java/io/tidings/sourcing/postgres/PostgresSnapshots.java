package io.tidings.sourcing.postgres;

import io.tidings.log.postgres.Connections;
import io.tidings.log.postgres.Migrations;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.model.Data;
import io.tidings.sourcing.snapshots.Snapshot;
import io.tidings.sourcing.snapshots.Snapshots;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.Set;

/**
 * Snapshots in a table beside the log (docs/sql.md), so that a restore takes both back to the same
 * moment. Where the table is missing, or the user has no right to it, there are none.
 *
 * <p>Safe for use by several threads. Each call is one round trip, over two connections of its own.
 */
public final class PostgresSnapshots implements Snapshots {

  private static final int CONNECTIONS = 2;
  private static final String HISTORY = "sourcing_schema_history";
  private static final String MIGRATIONS = "io/tidings/sourcing/postgres/migrations";
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final Set<String> NO_PLACE = Set.of(UNDEFINED_TABLE, INSUFFICIENT_PRIVILEGE);

  private final VertxInternal vertx;
  private final Context context;
  private final Pool pool;

  private PostgresSnapshots(Vertx vertx, Pool pool) {
    this.vertx = (VertxInternal) vertx;
    this.context = this.vertx.createEventLoopContext();
    this.pool = pool;
  }

  /**
   * Connects to the snapshots, after bringing the schemas of the log and of its snapshots up to
   * date if the configuration wants that.
   *
   * @return fails if that cannot be done: mend the configuration or the server, and open again
   */
  public static Future<PostgresSnapshots> open(Vertx vertx, PostgresLogConfig config) {
    return migrated(vertx, config)
        .map(done -> new PostgresSnapshots(vertx, Connections.pool(vertx, config, CONNECTIONS)));
  }

  private static Future<Void> migrated(Vertx vertx, PostgresLogConfig config) {
    return config.migrate()
        ? vertx.executeBlocking(
            () -> {
              Migrations.run(config);
              Migrations.run(config, MIGRATIONS, HISTORY);
              return null;
            })
        : Future.succeededFuture();
  }

  /** Closes all connections; calls in progress fail. */
  public Future<Void> close() {
    return pool.close();
  }

  @Override
  public Future<Optional<Snapshot>> load(String decider, String stream) {
    return execute(Sql.LOAD, Tuple.of(decider, stream))
        .map(
            found ->
                found
                    .filter(rows -> rows.size() > 0)
                    .map(rows -> snapshot(decider, stream, rows.iterator().next())));
  }

  @Override
  public Future<Void> save(Snapshot snapshot) {
    return execute(
            Sql.SAVE,
            Tuple.of(
                    snapshot.decider(),
                    snapshot.stream(),
                    snapshot.shape(),
                    snapshot.version(),
                    snapshot.position(),
                    snapshot.epoch())
                .addBuffer(Buffer.buffer(snapshot.state().toByteArray())))
        .mapEmpty();
  }

  @Override
  public Future<Void> delete(String decider, String stream) {
    return execute(Sql.DELETE, Tuple.of(decider, stream)).mapEmpty();
  }

  /** On a context of its own: the pool never answers a caller whose verticle is gone. */
  private Future<Optional<RowSet<Row>>> execute(Sql statement, Tuple arguments) {
    PromiseInternal<RowSet<Row>> answer = vertx.promise();
    context.runOnContext(
        go -> pool.preparedQuery(statement.text()).execute(arguments).onComplete(answer));
    return answer
        .future()
        .map(Optional::of)
        .recover(
            failure ->
                failure instanceof DatabaseException refusal
                        && NO_PLACE.contains(String.valueOf(refusal.getSqlState()))
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private static Snapshot snapshot(String decider, String stream, Row row) {
    return new Snapshot(
        decider,
        stream,
        row.getString(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        Data.of(Data.Form.JSON, row.getBuffer(4).getBytes()));
  }
}
