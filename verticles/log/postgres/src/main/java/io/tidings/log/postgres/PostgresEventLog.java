package io.tidings.log.postgres;

import io.tidings.log.AppendsElsewhere;
import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Cursor;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * The log in one schema of a PostgreSQL database. What it promises holds against every other client
 * of the database as well, for all of them append by the same SQL function (docs/sql.md).
 *
 * <p>Safe for use by several threads. Batches are appended one after the other, each in one round
 * trip and one transaction; whoever has many appends gathers them into batches. Reads go on
 * meanwhile, over connections of their own.
 */
public final class PostgresEventLog implements EventLog, AppendsElsewhere {

  private final PostgresLogConfig config;
  private final Pool writer;
  private final Pool readers;
  private final Announcements announcements;

  private PostgresEventLog(Vertx vertx, PostgresLogConfig config) {
    this.config = config;
    this.writer = Connections.pool(vertx, config, 1);
    this.readers = Connections.pool(vertx, config, config.readConnections());
    this.announcements = new Announcements(vertx, config);
  }

  /**
   * Connects to the log, after bringing its schema up to date if the configuration wants that.
   *
   * @return fails if the server cannot be reached, refuses the user, or has no such schema: mend
   *     the configuration or the server, and open again
   */
  public static Future<PostgresEventLog> open(Vertx vertx, PostgresLogConfig config) {
    Future<Void> migrated =
        config.migrate() ? Migrations.run(vertx, config) : Future.succeededFuture();
    return migrated.compose(
        done -> {
          PostgresEventLog log = new PostgresEventLog(vertx, config);
          return log.head()
              .map(log)
              .recover(failure -> log.close().transform(closed -> Future.failedFuture(failure)));
        });
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    if (batch.isEmpty()) {
      return Future.failedFuture(
          new LogFailure.Invalid("a batch without appends: give at least one"));
    }
    AppendArguments arguments = new AppendArguments(batch);
    return execute(writer, Sql.APPEND, arguments.tuple(config.announce()))
        .map(rows -> AppendAnswer.read(rows, batch, arguments.events()));
  }

  @Override
  public Future<Page> read(Query query) {
    return read(query, query.epoch());
  }

  /**
   * A cursor of the current epoch needs no question of its own: the page says whether it was that,
   * in the snapshot that the page was read from. Else the log decides, and the page is read again.
   */
  private Future<Page> read(Query query, long epoch) {
    PageRequest request = PageRequest.of(query);
    return execute(readers, request.statement(), request.arguments())
        .map(rows -> PageAnswer.read(query, rows))
        .compose(
            answer -> {
              boolean holds =
                  query.unit() == Query.Unit.VERSION
                      || (epoch == 0 || epoch == answer.page().head().epoch())
                          && query.after() <= answer.page().head().position();
              return answer.settled() && holds
                  ? Future.succeededFuture(answer.page())
                  : settle(query, epoch).compose(current -> read(query, current));
            });
  }

  /** The current epoch, if the query's cursor goes on in it. */
  private Future<Long> settle(Query query, long epoch) {
    boolean position = query.unit() == Query.Unit.POSITION;
    return resolve(position ? epoch : 0, position ? query.after() : 0)
        .compose(
            resolved ->
                resolved.accepted()
                    ? Future.succeededFuture(resolved.cursor().epoch())
                    : Future.failedFuture(
                        new LogFailure.CursorLost(
                            new Cursor(query.epoch(), query.after()), resolved.cursor())));
  }

  @Override
  public Future<Head> head() {
    return execute(readers, Sql.HEAD, Tuple.tuple())
        .map(rows -> rows.iterator().next())
        .compose(
            row ->
                row.getBoolean("settled")
                    ? Future.succeededFuture(
                        new Head(row.getLong("epoch"), row.getLong("position")))
                    : resolve(0, 0).compose(resolved -> head()));
  }

  /** Calls {@code hint} after appends by other clients of the database, and after a reconnect. */
  @Override
  public Future<Void> onAppend(Runnable hint) {
    return announcements.onAppend(hint).recover(Failures::toLogFailure);
  }

  /** Closes all connections; calls in progress fail as unavailable. */
  public Future<Void> close() {
    return Future.join(announcements.close(), writer.close(), readers.close()).mapEmpty();
  }

  private record Resolved(boolean accepted, Cursor cursor) {}

  private Future<Resolved> resolve(long epoch, long position) {
    return execute(readers, Sql.RESOLVE, Tuple.of(epoch, position))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Resolved(
                    row.getBoolean("accepted"),
                    new Cursor(row.getLong("epoch"), row.getLong("position"))));
  }

  private static Future<RowSet<Row>> execute(Pool pool, Sql statement, Tuple arguments) {
    return pool.preparedQuery(statement.text()).execute(arguments).recover(Failures::toLogFailure);
  }
}
