package io.tidings.log.postgres;

import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.Scheduled.State;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.log.schedule.Settlement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The schedule in the schema of the log, so that a backup holds both as they were at one time. Safe
 * for use by several threads, and by several nodes.
 */
public final class PostgresSchedule implements ScheduleStore {

  /** One to record, and one so that who schedules need not wait for that. */
  private static final int CONNECTIONS = 2;

  private static final ScheduledPage.Place BEGINNING = new ScheduledPage.Place(Instant.EPOCH, "");

  private final Pool pool;
  private final GatheredRequests gathered;

  /** Connects with the first call; the schema is that of an open {@link PostgresEventLog}. */
  public PostgresSchedule(Vertx vertx, PostgresLogConfig config) {
    this.pool = Connections.pool(vertx, config, CONNECTIONS);
    this.gathered =
        new GatheredRequests(columns -> execute(Sql.SCHEDULE, columns), config.maxWaitingReads());
  }

  @Override
  public Future<ScheduleResult> schedule(ScheduleRequest request) {
    return gathered.add(request);
  }

  @Override
  public Future<Cancellation> cancel(String id) {
    return execute(Sql.SCHEDULE_CANCEL, Tuple.of(id))
        .map(
            rows -> {
              String state = rows.iterator().next().getString("state");
              return state == null
                  ? Cancellation.UNKNOWN
                  : ScheduleRows.state(state) == State.CANCELLED
                      ? Cancellation.CANCELLED
                      : Cancellation.TOO_LATE;
            });
  }

  @Override
  public Future<Optional<Scheduled>> get(String id) {
    return execute(Sql.SCHEDULE_GET, Tuple.of(id))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(ScheduleRows.scheduled(rows.iterator().next())));
  }

  @Override
  public Future<ScheduledPage> list(ScheduledPage.Place after, int limit) {
    ScheduledPage.Place from = after == null ? BEGINNING : after;
    return Future.succeededFuture()
        .map(go -> ScheduledPage.requireLimit(limit))
        .compose(
            most ->
                execute(
                    Sql.SCHEDULE_LIST, Tuple.of(ScheduleRows.time(from.due()), from.id(), most)))
        .map(rows -> ScheduleRows.page(rows, limit))
        .recover(Failures::toLogFailure);
  }

  @Override
  public Future<Claimed> claim(int most, Duration lease) {
    return execute(
            Sql.SCHEDULE_CLAIM,
            Tuple.of(most, (long) ScheduledPage.MAX_BYTES, ScheduleRows.micros(lease)))
        .map(ScheduleRows::claimed);
  }

  @Override
  public Future<Void> settle(List<Settlement> settlements) {
    return execute(Sql.SCHEDULE_SETTLE, ScheduleRows.columns(settlements)).mapEmpty();
  }

  @Override
  public Future<Integer> forget(Duration age, int most) {
    return execute(Sql.SCHEDULE_FORGET, Tuple.of(ScheduleRows.micros(age), most))
        .map(rows -> rows.iterator().next().getInteger("forgotten"));
  }

  /** Closes all connections; calls in progress fail as unavailable. */
  public Future<Void> close() {
    return pool.close();
  }

  private Future<RowSet<Row>> execute(Sql statement, Tuple arguments) {
    return pool.preparedQuery(statement.text()).execute(arguments).recover(Failures::toLogFailure);
  }
}
