package io.tidings.benchmarks;

import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.model.NewEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The least that a group commit does: while one {@code insert … select … from unnest} runs, the
 * next events gather; nothing is checked, nobody is told but the callers. Nobody else may write to
 * the log. For one event loop.
 */
final class BareGroupCommit {

  private static final String INSERT =
      """
      insert into event (position, version, epoch, recorded_at, form, id, source, type, stream,
        subject, time, content_type, data_schema, extensions, data)
      select b.position, b.version, $13, now(), b.form::"char", b.id, b.source, b.type, b.stream,
        b.subject, b.time, b.content_type, b.data_schema, coalesce(b.extensions, '{}'), b.data
      from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[],
                  $7::text[], $8::text[], $9::text[], $10::text[], $11::jsonb[], $12::bytea[], $14::text[])
        b (position, version, id, source, type, stream, subject, time, content_type, data_schema,
           extensions, data, form)
      """;

  private record Waiting(NewEvent event, Promise<Void> recorded) {}

  private final Versions versions = new Versions();
  private final PreparedStatement insert;
  private final long epoch;
  private final int most;
  private List<Waiting> waiting = new ArrayList<>();
  private boolean committing;

  private BareGroupCommit(PreparedStatement insert, long epoch, int most) {
    this.insert = insert;
    this.epoch = epoch;
    this.most = most;
  }

  /**
   * @param most events of one transaction; 1 for no group at all
   */
  static Future<BareGroupCommit> open(Vertx vertx, PostgresLogConfig config, int most) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(config.uri().orElseThrow())
            .addProperty("search_path", config.schema())
            .addProperty("plan_cache_mode", "force_generic_plan")
            .setCachePreparedStatements(true);
    return PgConnection.connect(vertx, options)
        .compose(
            connection ->
                connection
                    .query("select epoch from log")
                    .execute()
                    .map(rows -> rows.iterator().next().getLong(0))
                    .compose(
                        epoch ->
                            connection
                                .prepare(INSERT)
                                .map(insert -> new BareGroupCommit(insert, epoch, most))));
  }

  Future<Void> append(NewEvent event) {
    Promise<Void> recorded = Promise.promise();
    waiting.add(new Waiting(event, recorded));
    commit();
    return recorded.future();
  }

  private void commit() {
    if (committing || waiting.isEmpty()) {
      return;
    }
    committing = true;
    List<Waiting> batch = waiting.subList(0, Math.min(most, waiting.size()));
    waiting = new ArrayList<>(waiting.subList(batch.size(), waiting.size()));
    insert
        .query()
        .execute(tuple(batch))
        .onComplete(
            rows -> {
              // Answered first, all callers have come back before the next one begins; else they
              // would fall into two groups that wait for each other, at half the speed.
              batch.forEach(one -> one.recorded().complete());
              committing = false;
              commit();
            },
            failure -> batch.forEach(one -> one.recorded().fail(failure)));
  }

  private Tuple tuple(List<Waiting> batch) {
    return Tuple.tuple()
        .addValue(column(batch, event -> versions.nextPosition(), Long[]::new))
        .addValue(column(batch, event -> versions.nextVersion(event.stream()), Long[]::new))
        .addValue(column(batch, NewEvent::id, String[]::new))
        .addValue(column(batch, NewEvent::source, String[]::new))
        .addValue(column(batch, NewEvent::type, String[]::new))
        .addValue(column(batch, NewEvent::stream, String[]::new))
        .addValue(column(batch, NewEvent::subject, String[]::new))
        .addValue(column(batch, NewEvent::time, String[]::new))
        .addValue(column(batch, NewEvent::contentType, String[]::new))
        .addValue(null)
        .addValue(
            batch.stream().allMatch(one -> one.event().extensions().isEmpty())
                ? null
                : column(batch, event -> new JsonObject(event.extensions()), JsonObject[]::new))
        .addValue(column(batch, event -> Buffer.buffer(event.data().toByteArray()), Buffer[]::new))
        .addValue(epoch)
        .addValue(column(batch, event -> "j", String[]::new));
  }

  private static <T> T[] column(
      List<Waiting> batch, Function<NewEvent, T> attribute, IntFunction<T[]> array) {
    T[] column = array.apply(batch.size());
    for (int at = 0; at < column.length; at++) {
      column[at] = attribute.apply(batch.get(at).event());
    }
    return column;
  }
}
