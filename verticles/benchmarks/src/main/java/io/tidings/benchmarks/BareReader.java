package io.tidings.benchmarks;

import io.tidings.log.postgres.PostgresLogConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;

/** Drains the table with the client alone: every column that a reader needs, as a Java object. */
final class BareReader {

  private static final String SELECT =
      """
      select position, version, epoch, recorded_at, form::text, id, source, type, stream, subject,
        time, content_type, data_schema, nullif(extensions, '{}'), data
      from event where position > $1 order by position limit $2
      """;

  private record Columns(
      long position,
      long version,
      long epoch,
      OffsetDateTime recordedAt,
      String form,
      String id,
      String source,
      String type,
      String stream,
      String subject,
      String time,
      String contentType,
      String dataSchema,
      JsonObject extensions,
      Buffer data) {}

  private final PreparedStatement select;

  private BareReader(PreparedStatement select) {
    this.select = select;
  }

  static Future<BareReader> open(Vertx vertx, PostgresLogConfig config) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(config.uri().orElseThrow())
            .addProperty("search_path", config.schema())
            .addProperty("plan_cache_mode", "force_generic_plan")
            .addProperty("enable_seqscan", "off")
            .setCachePreparedStatements(true);
    return PgConnection.connect(vertx, options)
        .compose(connection -> connection.prepare(SELECT))
        .map(BareReader::new);
  }

  /** Pages from the beginning to the end; answers how many rows joined each other. */
  Future<Long> drain(int page) {
    Promise<Long> end = Promise.promise();
    drain(page, 0, end);
    return end.future();
  }

  /** Not a chain of futures, which would be as deep as there are pages. */
  private void drain(int page, long after, Promise<Long> end) {
    select
        .query()
        .execute(Tuple.of(after, page))
        .onFailure(end::fail)
        .onSuccess(
            rows -> {
              long seen = after;
              for (Row row : rows) {
                seen += columns(row).position() == seen + 1 ? 1 : 0;
              }
              if (rows.size() < page) {
                end.complete(seen);
              } else {
                drain(page, seen, end);
              }
            });
  }

  private static Columns columns(Row row) {
    return new Columns(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getOffsetDateTime(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        row.getString(12),
        row.getJsonObject(13),
        row.getBuffer(14));
  }
}
