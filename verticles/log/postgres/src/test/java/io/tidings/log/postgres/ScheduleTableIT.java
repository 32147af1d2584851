package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.Psql;
import io.tidings.fixtures.TestServers;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.schedule.AppendBytes;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.Settlement;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.Samples;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The table behind a schedule, with 100,000 appends that are due tomorrow. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScheduleTableIT {

  private static final String FILL =
      "insert into scheduled (id, due, append) select 'id-' || i, now() + %%s, '\\x%s'"
              .formatted(
                  HexFormat.of().formatHex(AppendBytes.write(Append.of(Samples.event("order-1")))))
          + " from generate_series(%d, %d) i";
  private static final String READ =
      "select seq_tup_read || ' ' || idx_tup_fetch from pg_stat_xact_user_tables"
          + " where relid = 'scheduled'::regclass";

  private static final Vertx VERTX = Vertx.vertx();
  private static final PostgresLogConfig LOG = TestLogs.fresh();
  private static Psql psql;

  @BeforeAll
  static void fill() throws SQLException {
    Migrations.run(LOG);
    psql = Psql.connect(TestServers.shared(), LOG.schema());
    psql.rows(FILL.formatted("interval '1 day'", 1, 100_000));
    for (Map.Entry<String, String> setting : Connections.SETTINGS.entrySet()) {
      psql.rows("set %s = '%s'".formatted(setting.getKey(), setting.getValue()));
    }
  }

  @AfterAll
  static void disconnect() throws SQLException {
    psql.close();
    AwaitedLog.await(VERTX.close());
  }

  @Test
  void looking_for_what_is_due_looks_at_one_row() throws SQLException {
    psql.rows("begin");
    psql.rows("select count(*) from claim_scheduled(500, 1000000, interval '1 minute')");

    assertThat(read("0 ", psql.row(READ))).isEqualTo(1);
    psql.rows("rollback");
  }

  @Test
  void claiming_and_settling_looks_at_nothing_else() throws SQLException {
    psql.rows("begin");
    psql.rows(FILL.formatted("interval '-1 minute'", 200_001, 201_000));
    psql.rows("select count(*) from claim_scheduled(500, 1000000, interval '1 minute')");
    assertThat(read("0 ", psql.row(READ))).isBetween(500L, 1700L);

    String ids = "(select array_agg('id-' || i) from generate_series(200001, 200500) i)";
    psql.rows(
        "select settle_scheduled(%s, array_fill(1, array[500]), array_fill(1::bigint, array[500]),"
                .formatted(ids)
            + " array_fill(1::bigint, array[500]), array_fill(null::text, array[500]))");
    assertThat(read("0 ", psql.row(READ))).isBetween(1500L, 3300L);
    assertThat(psql.row("select count(*) from scheduled where state = 'recorded'"))
        .isEqualTo("500");
    psql.rows("rollback");
  }

  @Test
  void a_node_with_the_rights_of_an_appender_can_do_all_of_it() throws SQLException {
    grant();
    EmbeddedPostgres server = TestServers.shared();
    PostgresLogConfig asAppender =
        LOG.at(
            "postgresql://scheduler:secret@%s:%d/%s"
                .formatted(EmbeddedPostgres.HOST, server.port(), server.database()));
    PostgresSchedule schedule = new PostgresSchedule(VERTX, asAppender);
    Append append = Append.of(Samples.event("order-1"));

    AwaitedLog.await(schedule.schedule(ScheduleRequest.at("now", Instant.EPOCH, append)));
    Claimed.Due due = AwaitedLog.await(schedule.claim(1, Duration.ofMinutes(1))).due().get(0);
    AwaitedLog.await(
        schedule.settle(List.of(new Settlement.Recorded(due, new Cursor(1, 1), Instant.EPOCH))));

    assertThat(due.id()).isEqualTo("now");
    assertThat(AwaitedLog.await(schedule.get("now"))).isPresent();
    assertThat(AwaitedLog.await(schedule.list(null, 1)).entries()).hasSize(1);
    assertThat(AwaitedLog.await(schedule.cancel("now"))).isEqualTo(Cancellation.TOO_LATE);
    assertThat(AwaitedLog.await(schedule.forget(Duration.ofSeconds(-60), 1))).isEqualTo(1);
    AwaitedLog.await(schedule.close());
  }

  @Test
  void what_this_version_cannot_read_is_left_to_one_that_can_and_holds_nobody_up()
      throws SQLException {
    psql.rows(
        "insert into scheduled (id, due, append) values ('unreadable', '1970-01-01', '\\x00')");
    PostgresSchedule schedule = new PostgresSchedule(VERTX, LOG);
    Append append = Append.of(Samples.event("order-1"));
    AwaitedLog.await(schedule.schedule(ScheduleRequest.at("readable", Instant.EPOCH, append)));

    assertThat(AwaitedLog.await(schedule.claim(10, Duration.ofMinutes(1))).due())
        .extracting(Claimed.Due::id)
        .containsExactly("readable");
    assertThat(AwaitedLog.await(schedule.list(null, 1)).entries())
        .extracting(Scheduled::id)
        .containsExactly("readable");
    psql.rows("delete from scheduled where id in ('readable', 'unreadable')");
    AwaitedLog.await(schedule.close());
  }

  @Test
  void requests_that_come_together_are_each_answered_for_themselves() {
    PostgresSchedule schedule = new PostgresSchedule(VERTX, LOG);
    Instant due = Instant.now().plusSeconds(3600);
    Append append = Append.of(Samples.event("order-1"));

    List<ScheduleResult> results =
        IntStream.range(0, 1000)
            .mapToObj(at -> schedule.schedule(ScheduleRequest.at("same-" + at % 600, due, append)))
            .toList()
            .stream()
            .map(AwaitedLog::await)
            .toList();

    assertThat(results.subList(0, 600))
        .allMatch(result -> result instanceof ScheduleResult.Accepted one && !one.duplicate());
    assertThat(results.subList(600, 1000))
        .allMatch(result -> result instanceof ScheduleResult.Accepted one && one.duplicate());
    AwaitedLog.await(schedule.close());
  }

  private static long read(String withoutScan, String rows) {
    assertThat(rows).startsWith(withoutScan);
    return Long.parseLong(rows.substring(withoutScan.length()));
  }

  private static void grant() throws SQLException {
    psql.rows(
        """
        create role scheduler login password 'secret';
        grant usage on schema %1$s to scheduler;
        grant select on scheduled to scheduler;
        grant execute on function schedule, cancel_scheduled, claim_scheduled, settle_scheduled,
          forget_scheduled to scheduler;
        """
            .formatted(LOG.schema()));
  }
}
