package io.tidings.outbox;

import io.tidings.log.postgres.Connections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  Future<Page> read(Place place) {
    return execute(
            Sql.PAGE,
            Tuple.of(
                place.number(),
                place.row(),
                config.batchEvents(),
                config.batchBytes(),
                place.firsts(),
                place.lasts()))
        .map(rows -> PageRows.read(rows, config));
  }

  /**
   * Deletes the rows of a page, of which the last one was recorded or refused.
   *
   * @param reasons by the place of a row in the page: why the log will never take it
   */
  Future<Void> settle(Page page, Map<Integer, String> reasons) {
    Map<Long, long[]> ranges = new LinkedHashMap<>();
    for (OutboxRow row : page.rows()) {
      if (row.isEvent()) {
        ranges.computeIfAbsent(row.transaction(), first -> new long[] {row.row(), 0})[1] =
            row.row();
      }
    }
    List<OutboxRow> refused = reasons.keySet().stream().map(page.rows()::get).toList();
    return execute(
            Sql.SETTLE,
            Tuple.of(
                    ranges.keySet().toArray(Long[]::new),
                    ranges.values().stream().map(range -> range[0]).toArray(Long[]::new),
                    ranges.values().stream().map(range -> range[1]).toArray(Long[]::new),
                    page.finished().toArray(Long[]::new),
                    refused.stream().map(OutboxRow::row).toArray(Long[]::new),
                    reasons.values().toArray(String[]::new))
                .addArrayOfLong(refused.stream().map(OutboxRow::transaction).toArray(Long[]::new)))
        .mapEmpty();
  }

  /** Whether the holder may work for the time of the lease. */
  Future<Boolean> claim(String holder) {
    return execute(Sql.CLAIM, Tuple.of(holder, config.lease().toMillis()))
        .map(rows -> rows.size() > 0);
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
