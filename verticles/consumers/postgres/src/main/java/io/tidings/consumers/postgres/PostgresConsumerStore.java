package io.tidings.consumers.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.tidings.log.postgres.Connections;
import io.tidings.log.postgres.Migrations;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.model.Data;
import io.tidings.wire.EventJson;
import io.tidings.wire.PayloadMismatch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/**
 * The consumers of a log, in tables beside it (docs/sql.md), so that a restore takes both back to
 * the same moment.
 *
 * <p>Safe for use by several threads. Each call is one round trip and one transaction, over a few
 * connections of its own; calls that find none free wait for one.
 */
public final class PostgresConsumerStore implements ConsumerStore {

  private static final int CONNECTIONS = 3;
  private static final int MOST = 1000;
  private static final String HISTORY = "consumers_schema_history";
  private static final String MIGRATIONS = "io/tidings/consumers/postgres/migrations";

  private final VertxInternal vertx;
  private final Context context;
  private final Pool pool;

  private PostgresConsumerStore(Vertx vertx, Pool pool) {
    this.vertx = (VertxInternal) vertx;
    this.context = this.vertx.createEventLoopContext();
    this.pool = pool;
  }

  /**
   * Connects to the store, after bringing the schemas of the log and of its consumers up to date if
   * the configuration wants that.
   *
   * @return fails if the server cannot be reached, refuses the user, or has no such tables: mend
   *     the configuration or the server, and open again
   */
  public static Future<PostgresConsumerStore> open(Vertx vertx, PostgresLogConfig config) {
    return migrated(vertx, config)
        .compose(
            done -> {
              PostgresConsumerStore store =
                  new PostgresConsumerStore(vertx, Connections.pool(vertx, config, CONNECTIONS));
              return store
                  .ledger(new LedgerQuery(null, Long.MAX_VALUE, 1))
                  .map(store)
                  .recover(
                      failure -> store.close().transform(closed -> Future.failedFuture(failure)));
            });
  }

  /** Both schemas are up to date, or are said to be. */
  static Future<Void> migrated(Vertx vertx, PostgresLogConfig config) {
    return config.migrate()
        ? vertx.executeBlocking(
            () -> {
              migrate(config);
              return null;
            })
        : Future.succeededFuture();
  }

  /** Brings the schemas of the log and of its consumers up to date. Blocks. */
  static void migrate(PostgresLogConfig config) {
    Migrations.run(config);
    Migrations.run(config, MIGRATIONS, HISTORY);
  }

  /** Closes all connections; calls in progress fail as unavailable. */
  public Future<Void> close() {
    return pool.close();
  }

  @Override
  public Future<Declared> declare(Declaration declaration) {
    return call(Sql.DECLARE, declaration, Declared.class);
  }

  @Override
  public Future<Done> remove(Removal removal) {
    return call(Sql.REMOVE, removal, Done.class);
  }

  @Override
  public Future<Done> change(Change change) {
    return call(Sql.CHANGE, change, Done.class);
  }

  @Override
  public Future<Statuses> status(Asked asked) {
    return execute(Sql.STATUS, Tuple.of(asked.consumer()))
        .map(rows -> answer(rows.iterator().next(), Statuses.class))
        .compose(
            found ->
                asked.consumer() != null && found.consumers().isEmpty()
                    ? unknown(asked.consumer())
                    : Future.succeededFuture(found));
  }

  @Override
  public Future<Ledger> ledger(LedgerQuery query) {
    return withinLimit(query.limit()).compose(limit -> call(Sql.LEDGER, query, Ledger.class));
  }

  @Override
  public Future<Done> note(LedgerRow row) {
    return call(Sql.NOTE, row, Done.class);
  }

  @Override
  public Future<Assignment> claim(Claim claim) {
    return call(Sql.CLAIM, claim, Assignment.class);
  }

  @Override
  public Future<Done> leave(Leave leave) {
    return call(Sql.LEAVE, leave, Done.class);
  }

  @Override
  public Future<Refused> checkpoint(Checkpoints checkpoints) {
    return call(Sql.CHECKPOINT, checkpoints, Refused.class);
  }

  @Override
  public Future<Accepted> hold(Failure failure) {
    return call(Sql.HOLD, Texts.storable(failure), Accepted.class);
  }

  @Override
  public Future<Accepted> advance(Advance advance) {
    return call(Sql.ADVANCE, advance, Accepted.class);
  }

  @Override
  public Future<Held> held(HeldQuery query) {
    return ask(Sql.HELD, query, query.consumer()).map(row -> answer(row, Held.class));
  }

  @Override
  public Future<DeadLetterPage> deadLetters(DeadLetterQuery query) {
    return withinLimit(query.limit())
        .compose(limit -> ask(Sql.DEAD_LETTERS, query, query.which().consumer()))
        .map(row -> answer(row, DeadLetterPage.class));
  }

  @Override
  public Future<Affected> redrive(Redrive redrive) {
    return call(Sql.REDRIVE, redrive, Affected.class);
  }

  @Override
  public Future<Affected> discard(Discard discard) {
    return call(Sql.DISCARD, discard, Affected.class);
  }

  @Override
  public Future<Affected> edit(Edit edit) {
    return call(Sql.EDIT, edit, Affected.class);
  }

  @Override
  public Future<Known> knows(Entry entry) {
    return inbox(Sql.KNOWS, entry);
  }

  @Override
  public Future<Known> enter(Entry entry) {
    return inbox(Sql.ENTER, entry);
  }

  private Future<Known> inbox(Sql statement, Entry entry) {
    return execute(statement, Tuple.of(entry.consumer(), entry.position()))
        .compose(rows -> row(rows, entry.consumer()))
        .map(row -> new Known(row.getBoolean(0)));
  }

  @Override
  public Future<Accepted> offer(Offer offer) {
    return call(Sql.OFFER, offer, Accepted.class);
  }

  @Override
  public Future<SettledList> settled(SettledQuery query) {
    return call(Sql.SETTLED, query, SettledList.class);
  }

  @Override
  public Future<Accepted> forget(Forget forget) {
    return call(Sql.FORGET, forget, Accepted.class);
  }

  @Override
  public Future<PulledList> pull(Pull pull) {
    return call(Sql.PULL, pull, PulledList.class);
  }

  @Override
  public Future<Kept> settle(Settle settle) {
    return call(Sql.SETTLE, settle, Kept.class);
  }

  @Override
  public Future<Kept> extend(Extend extend) {
    return call(Sql.EXTEND, extend, Kept.class);
  }

  private static Future<Integer> withinLimit(int limit) {
    return limit < 1 || limit > MOST
        ? Future.failedFuture(
            new ConsumerFailure.Invalid("limit is " + limit + ": give 1 to " + MOST))
        : Future.succeededFuture(limit);
  }

  private <T> Future<T> call(Sql statement, Object request, Class<T> type) {
    return ask(statement, request, null).map(row -> answer(row, type));
  }

  /** The one row; a statement has none if there is no such consumer. */
  private Future<Row> ask(Sql statement, Object request, String consumer) {
    try {
      return execute(statement, json(request)).compose(rows -> row(rows, consumer));
    } catch (PayloadMismatch unwritable) {
      return Failures.toConsumerFailure(unwritable);
    }
  }

  /**
   * On a context of the store's own. A verticle that is undeployed takes its timers with it, and
   * the pool, which finds that of a caller gone who waits for a connection, never answers him.
   */
  private Future<RowSet<Row>> execute(Sql statement, Tuple arguments) {
    PromiseInternal<RowSet<Row>> answer = vertx.promise();
    context.runOnContext(
        go -> pool.preparedQuery(statement.text()).execute(arguments).onComplete(answer));
    return answer.future().recover(Failures::toConsumerFailure);
  }

  /** Requests and answers are the records of the port, as JSON. */
  private static Tuple json(Object request) {
    return Tuple.of(new String(EventJson.encode(request).toByteArray(), UTF_8));
  }

  private static <T> T answer(Row row, Class<T> type) {
    return EventJson.decode(Data.of(Data.Form.JSON, row.getString(0).getBytes(UTF_8)), type);
  }

  private static Future<Row> row(RowSet<Row> rows, String consumer) {
    return rows.size() == 0 ? unknown(consumer) : Future.succeededFuture(rows.iterator().next());
  }

  private static <T> Future<T> unknown(String consumer) {
    return Future.failedFuture(
        new ConsumerFailure.Unknown("there is no consumer '" + consumer + "'"));
  }
}
