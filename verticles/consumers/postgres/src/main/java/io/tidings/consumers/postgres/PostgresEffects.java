package io.tidings.consumers.postgres;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.Fenced;
import io.tidings.log.bus.Lasting;
import io.tidings.log.postgres.Connections;
import io.tidings.log.postgres.PostgresLogConfig;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Handlers whose effect is in the log's own database: it is committed together with the note that
 * the event is done, and so is there exactly once (C3), whatever crashes, moves or is delivered
 * again.
 *
 * <p>While such a transaction is open its segment is not taken over. One that idles longer than the
 * patience is therefore ended by the server; a handler does nothing else meanwhile than its SQL.
 * Safe for use by several threads.
 */
public final class PostgresEffects {

  /** As long as the usual lease of a segment. */
  public static final Duration PATIENCE = Duration.ofSeconds(4);

  /** What a handler does in the transaction that marks the event as done. */
  @FunctionalInterface
  public interface TransactionalHandler {

    /**
     * @param transaction begun already, isolation level read committed; committed when the future
     *     succeeds and rolled back when it fails, or in a dry run. Tables without a schema are
     *     looked for as the server's search path for the user says. Not to be closed, and of no use
     *     when the future is complete
     */
    Future<?> handle(Delivery delivery, SqlConnection transaction);
  }

  /** The same for many events at once, whose effects are committed together. */
  @FunctionalInterface
  public interface TransactionalBatchHandler {

    /**
     * @param deliveries in order, without those that are done already; at least one
     */
    Future<?> handle(List<Delivery> deliveries, SqlConnection transaction);
  }

  private final Lasting lasting;
  private final Pool pool;
  private final String begin;

  private PostgresEffects(Lasting lasting, Pool pool, String schema) {
    this.lasting = lasting;
    this.pool = pool;
    this.begin = Sql.BEGIN_EFFECTS.in(schema);
  }

  /** {@link #open(Vertx, PostgresLogConfig, int, Duration)} with the usual {@link #PATIENCE}. */
  public static Future<PostgresEffects> open(
      Vertx vertx, PostgresLogConfig config, int connections) {
    return open(vertx, config, connections, PATIENCE);
  }

  /**
   * Makes a pool for handlers' transactions, after bringing the schemas up to date if the
   * configuration wants that.
   *
   * @param connections how many handlers can work at once; the others wait for one, at most the
   *     configured timeout, which is that of each statement as well
   * @param patience how long a transaction may wait for its handler
   * @return fails if the schemas cannot be brought up to date. Where that is not wanted, whether
   *     the server can be reached shows when the first handler works
   */
  public static Future<PostgresEffects> open(
      Vertx vertx, PostgresLogConfig config, int connections, Duration patience) {
    return PostgresConsumerStore.migrated(vertx, config)
        .map(
            done ->
                new PostgresEffects(
                    new Lasting(vertx),
                    Connections.pool(vertx, config, connections, options(config, patience)),
                    config.schema()));
  }

  private static PgConnectOptions options(PostgresLogConfig config, Duration patience) {
    return Connections.server(config)
        .addProperty("application_name", "tidings effects")
        .addProperty("default_transaction_isolation", "read committed")
        .addProperty("statement_timeout", Long.toString(config.timeout().toMillis()))
        .addProperty("idle_in_transaction_session_timeout", Long.toString(patience.toMillis()))
        .setCachePreparedStatements(true);
  }

  /**
   * A handler to give to an engine. What it returns succeeds without calling {@code handler} if the
   * event is done already and is not replayed; it fails with {@link Fenced} if the segment is the
   * node's no more, with {@link ConsumerFailure.Unavailable} if there is no connection to be had,
   * and otherwise as {@code handler} or its commit does. Nothing of what failed is there.
   */
  public Function<Delivery, Future<?>> transactional(TransactionalHandler handler) {
    Function<List<Delivery>, Future<?>> batch =
        transactionalBatch((fresh, transaction) -> handler.handle(fresh.get(0), transaction));
    return delivery -> batch.apply(List.of(delivery));
  }

  /** The same for batches, each of one consumer, and of dry runs or of none. */
  public Function<List<Delivery>, Future<?>> transactionalBatch(TransactionalBatchHandler handler) {
    return batch ->
        begun()
            .compose(
                begun ->
                    handle(batch, handler, begun).eventually(() -> begun.connection().close()));
  }

  /** {@link #transactional} for this delivery: what a typed handler calls. */
  public Future<?> run(Delivery delivery, Function<SqlConnection, Future<?>> effect) {
    return transactional((one, transaction) -> effect.apply(transaction)).apply(delivery);
  }

  /** For what is no effect of an event: a table to make, a view to switch. */
  public <T> Future<T> outside(Function<SqlConnection, Future<T>> work) {
    return pool.withConnection(work);
  }

  private record Begun(SqlConnection connection, Transaction transaction) {}

  private Future<Begun> begun() {
    return lasting
        .call(
            () ->
                pool.getConnection()
                    .compose(connection -> begin(connection).recover(broken -> beginWithAnother())))
        .recover(Failures::toConsumerFailure);
  }

  /** The pool may not have noticed yet that one is broken; nothing was done on it. */
  private Future<Begun> beginWithAnother() {
    return pool.getConnection().compose(PostgresEffects::begin);
  }

  private static Future<Begun> begin(SqlConnection connection) {
    return connection
        .begin()
        .map(transaction -> new Begun(connection, transaction))
        .onFailure(broken -> connection.close());
  }

  private Future<Void> handle(
      List<Delivery> batch, TransactionalBatchHandler handler, Begun begun) {
    return fresh(batch, begun.connection())
        .compose(
            fresh ->
                fresh.isEmpty()
                    ? Future.succeededFuture()
                    : handler.handle(fresh, begun.connection()).<Void>mapEmpty())
        .transform(
            handled ->
                handled.succeeded() && !batch.get(0).dryRun()
                    ? begun.transaction().commit()
                    : begun.transaction().rollback().transform(rolledBack -> same(handled)));
  }

  private static Future<Void> same(AsyncResult<Void> handled) {
    return handled.succeeded() ? Future.succeededFuture() : Future.failedFuture(handled.cause());
  }

  private Future<List<Delivery>> fresh(List<Delivery> batch, SqlConnection connection) {
    return connection
        .preparedQuery(begin)
        .execute(arguments(batch))
        .recover(Failures::toFencedOrFailure)
        .map(rows -> Set.of(rows.iterator().next().getArrayOfLongs(0)))
        .map(
            positions ->
                batch.stream()
                    .filter(delivery -> positions.contains(delivery.event().position()))
                    .toList());
  }

  private static Tuple arguments(List<Delivery> batch) {
    return Tuple.of(
        batch.get(0).consumer(),
        batch.stream().map(delivery -> delivery.lease().firstSlot()).toArray(Integer[]::new),
        batch.stream().map(delivery -> delivery.lease().token()).toArray(Long[]::new),
        batch.stream().map(delivery -> delivery.event().epoch()).toArray(Long[]::new),
        batch.stream().map(delivery -> delivery.event().position()).toArray(Long[]::new),
        batch.stream().map(delivery -> delivery.event().stream()).toArray(String[]::new),
        batch.stream().map(Delivery::replay).toArray(Boolean[]::new));
  }

  /** Closes all connections; transactions in progress are rolled back. */
  public Future<Void> close() {
    return pool.close();
  }
}
