package io.tidings.outbox;

import io.tidings.log.postgres.Connections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * The tables of an outbox. Each call is one statement in a transaction of its own, which ends after
 * the configured timeout. What fails may be repeated.
 */
final class Outbox {

  /** To read, to settle, and to keep the lease meanwhile. */
  private static final int CONNECTIONS = 3;

  private final Pool pool;
  private final OutboxConfig config;

  Outbox(Vertx vertx, OutboxConfig config) {
    this.config = config;
    this.pool = Connections.pool(vertx, config.postgres(), CONNECTIONS);
  }

  Future<Page> read(Bookmark place) {
    return execute(
            Sql.PAGE,
            Tuple.of(
                    place.number(),
                    place.row(),
                    config.batchEvents(),
                    config.batchBytes(),
                    place.firsts(),
                    place.lasts())
                .addArrayOfLong(place.rows()))
        .map(rows -> PageRows.read(rows, config));
  }

  /**
   * Deletes the rows of a page, of which the last one was recorded or refused; none if the server
   * is another one than that which the page was read from.
   *
   * @param reasons by the place of a row in the page: why the log will never take it
   * @return whether all were there, as they had been read
   */
  Future<Boolean> settle(Page page, Map<Integer, String> reasons) {
    List<OutboxRow> events = page.events();
    List<OutboxRow> finished = page.finished();
    List<OutboxRow> refused = reasons.keySet().stream().map(page.rows()::get).toList();
    Tuple arguments =
        Tuple.of(
                page.run(),
                numbers(events, OutboxRow::transaction),
                numbers(events, OutboxRow::row),
                texts(events, OutboxRow::id),
                texts(events, OutboxRow::source),
                numbers(finished, OutboxRow::number))
            .addArrayOfLong(numbers(finished, OutboxRow::transaction))
            .addArrayOfLong(numbers(refused, OutboxRow::transaction))
            .addArrayOfLong(numbers(refused, OutboxRow::row))
            .addArrayOfString(texts(refused, OutboxRow::id))
            .addArrayOfString(texts(refused, OutboxRow::source))
            .addArrayOfString(reasons.values().toArray(String[]::new));
    return execute(Sql.SETTLE, arguments)
        .map(rows -> rows.iterator().next().getBoolean("completely"));
  }

  private static Long[] numbers(List<OutboxRow> rows, ToLongFunction<OutboxRow> column) {
    return rows.stream().mapToLong(column).boxed().toArray(Long[]::new);
  }

  private static String[] texts(List<OutboxRow> rows, Function<OutboxRow, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  /** A turn for the time of the lease, unless another holder has it. */
  Future<Optional<Turn>> begin(String holder) {
    long asked = System.nanoTime();
    return execute(Sql.BEGIN, Tuple.of(holder, config.lease().toMillis()))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(
                        new Turn(
                            rows.iterator().next().getString("run"),
                            bookmark(rows.iterator().next()),
                            asked + config.lease().toNanos())));
  }

  private static Bookmark bookmark(Row row) {
    Long[] firsts = row.getArrayOfLongs("missing_from");
    Long[] lasts = row.getArrayOfLongs("missing_to");
    Long[] rows = row.getArrayOfLongs("missing_row");
    return new Bookmark(
        row.getLong("number"),
        row.getLong("row"),
        IntStream.range(0, firsts.length)
            .mapToObj(at -> new Bookmark.Gap(firsts[at], lasts[at], rows[at]))
            .toList());
  }

  /**
   * Keeps the lease for its time from now, and writes down another place.
   *
   * @param from what stands there now
   * @return false if the turn is over
   */
  Future<Boolean> keep(String holder, String run, Bookmark from, Bookmark to) {
    Tuple arguments =
        Tuple.of(holder, config.lease().toMillis(), run, from.number(), from.row(), to.number())
            .addLong(to.row())
            .addArrayOfLong(to.firsts())
            .addArrayOfLong(to.lasts())
            .addArrayOfLong(to.rows());
    return execute(Sql.KEEP, arguments).map(rows -> rows.size() > 0);
  }

  Future<Void> release(String holder) {
    return execute(Sql.RELEASE, Tuple.of(holder)).mapEmpty();
  }

  Future<Void> close() {
    return pool.close();
  }

  private Future<RowSet<Row>> execute(Sql statement, Tuple arguments) {
    return pool.preparedQuery(statement.text()).execute(arguments);
  }
}
