package io.tidings.consumers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.Psql;
import io.tidings.fixtures.TestServers;
import io.tidings.log.postgres.PostgresLogConfig;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What nodes ask all the time is answered by index, from few rows, however many others there are.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlansIT {

  private static final List<String> TABLES =
      List.of("consumer", "worker", "segment", "held_stream", "attempt", "done", "inbox", "offer");

  /** Consumers of 32 segments, with so many rows of each kind. */
  private static final String FILL =
      """
      insert into consumer (name, definition)
        select c, '{"kind": "PULL", "visibility": "PT30S"}'
        from unnest(array[%1$s]) c;
      insert into segment (consumer, first_slot, last_slot, token, owner, lease_until, epoch, through)
        select c.name, r.first_slot, r.last_slot, 7, 'a', '2100-01-01', 0, 500
        from consumer c, ranges(32) r
        on conflict do nothing;
      insert into worker select name, 'a', '2100-01-01' from consumer
        on conflict do nothing;
      insert into held_stream (
          consumer, stream, slot, position, failed, type, source, id, state, since, attempts)
        select name, 'held-' || i, slot('held-' || i), i, i, 't', '/s', 'i', 'DEAD', 'now', 1
        from consumer, generate_series(1, %2$d) i
        on conflict do nothing;
      insert into attempt (consumer, stream, redrive, number, at)
        select consumer, stream, 0, 1, since from held_stream
        on conflict do nothing;
      insert into done (consumer, position, stream)
        select name, i, 'order-' || i from consumer, generate_series(1, %2$d) i
        on conflict do nothing;
      insert into inbox (consumer, position)
        select name, i from consumer, generate_series(1, %2$d) i
        on conflict do nothing;
      insert into offer (consumer, position, stream, attempt, replay, dry_run)
        select name, i, 'order-' || i, 1, false, false from consumer, generate_series(1, %2$d) i
        on conflict do nothing;
      """;

  private static final int ROWS = 1000;

  private static final String OTHERS =
      IntStream.rangeClosed(1, 40)
          .filter(number -> number != 7)
          .mapToObj(number -> "'c" + number + "'")
          .collect(Collectors.joining(","));

  private static final String LEASE =
      "\"consumer\":\"c7\",\"lease\":{\"firstSlot\":64,\"token\":7}";

  /** A connection that planned everything while there was hardly anything, as nodes do at first. */
  private static Psql early;

  /** One that knows the statistics. */
  private static Psql late;

  @BeforeAll
  static void fill() throws SQLException {
    early = connect();
    fill(early, "'c7'", 5);
    for (Call call : (Iterable<Call>) calls()::iterator) {
      looked(early, call);
    }
    fill(early, OTHERS, ROWS);

    late = connect();
    fill(late, "'c7'," + OTHERS, ROWS);
    late.rows("vacuum analyze");
  }

  private static Psql connect() throws SQLException {
    PostgresLogConfig config = TestLogs.fresh();
    PostgresConsumerStore.migrate(config);
    Psql psql = Psql.connect(TestServers.shared(), config.schema());
    for (String table : TABLES) {
      psql.rows("alter table " + table + " set (autovacuum_enabled = false)");
    }
    psql.rows("set plan_cache_mode = force_generic_plan");
    psql.rows("set enable_seqscan = off");
    for (Call call : (Iterable<Call>) calls()::iterator) {
      psql.rows(
          "prepare call_"
              + call.statement()
              + " as "
              + call.statement()
                  .text()
                  .replace("tidings.", "")
                  .replace("::text::jsonb", "::jsonb"));
    }
    return psql;
  }

  private static void fill(Psql psql, String consumers, int rows) throws SQLException {
    psql.rows(FILL.formatted(consumers, rows));
  }

  @AfterAll
  static void disconnect() throws SQLException {
    early.close();
    late.close();
  }

  /**
   * @param most rows that may be looked at
   */
  record Call(Sql statement, int most, String arguments) {}

  static Stream<Call> calls() {
    return Stream.of(
        call(
            Sql.CLAIM,
            200,
            "{\"consumer\":\"c7\",\"node\":\"a\",\"lease\":\"PT4S\",\"held\":[{\"firstSlot\":64,"
                + "\"token\":7}]}"),
        call(
            Sql.CHECKPOINT,
            20,
            "{\"segments\":[{%s,\"progress\":{\"through\":{\"epoch\":0,\"position\":505},\"ahead\":[],"
                    .formatted(LEASE)
                + "\"unfinished\":[504]},\"replay\":null,\"handled\":1,\"rate\":1,\"release\":false}]}"),
        call(
            Sql.HOLD,
            10,
            "{%s,\"stream\":\"held-1\",\"slot\":64,\"event\":{\"position\":1,\"type\":\"t\","
                    .formatted(LEASE)
                + "\"source\":\"/s\",\"id\":\"i\"},\"state\":\"DEAD\",\"due\":null,"
                + "\"attempt\":{\"number\":2,\"at\":\"2026-01-01T00:00:00Z\"}}"),
        call(
            Sql.ADVANCE,
            20,
            "{%s,\"stream\":\"held-499\",\"through\":500,\"free\":true}".formatted(LEASE)),
        call(Sql.HELD, 1100, "{\"consumer\":\"c7\",\"slots\":{\"first\":0,\"last\":31}}"),
        call(
            Sql.OFFER,
            5,
            ("{%s,\"events\":[{\"position\":2000,\"stream\":\"x\",\"attempt\":1,"
                    + "\"replay\":false,\"dryRun\":false}]}")
                .formatted(LEASE)),
        call(Sql.SETTLED, 1100, "{%s}".formatted(LEASE)),
        call(Sql.FORGET, 5, "{%s,\"positions\":[5]}".formatted(LEASE)),
        call(Sql.PULL, 60, "{\"consumer\":\"c7\",\"most\":10,\"puller\":\"p\"}"),
        call(
            Sql.SETTLE,
            5,
            "{\"consumer\":\"c7\",\"events\":[{\"position\":1,\"receipt\":\"r\","
                + "\"outcome\":\"ACKED\"}]}"),
        call(Sql.EXTEND, 5, "{\"consumer\":\"c7\",\"receipts\":[\"r\"],\"visibility\":\"PT9S\"}"),
        call(Sql.STATUS, 1100, "c7"),
        call(
            Sql.DEAD_LETTERS,
            1100,
            "{\"which\":{\"consumer\":\"c7\",\"state\":\"DEAD\"},\"after\":900,\"limit\":10}"),
        new Call(Sql.KNOWS, 5, "'c7', 5"),
        new Call(Sql.ENTER, 5, "'c7', 5000"),
        new Call(
            Sql.BEGIN_EFFECTS,
            10,
            "'c7', array[64,64], array[7,7], array[0,0], array[700,2000], array['a','b'],"
                + " array[false,true]"));
  }

  private static Call call(Sql statement, int most, String json) {
    return new Call(statement, most, "'" + json + "'");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_call_looks_at_few_rows(Call call) throws SQLException {
    assertThat(looked(late, call)).isLessThanOrEqualTo(call.most());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_call_that_was_planned_for_empty_tables_looks_at_few_rows(Call call) throws SQLException {
    assertThat(looked(early, call)).isLessThanOrEqualTo(call.most());
  }

  /** Rows that the call looks at, none of them by scanning a table. */
  private static long looked(Psql psql, Call call) throws SQLException {
    psql.rows("begin");
    try {
      // What the server has not added to its statistics yet counts as well.
      long scans = counted(psql, "pg_stat_get_xact_numscans");
      long rows = counted(psql, "pg_stat_get_xact_tuples_fetched");
      assertThat(psql.rows("execute call_" + call.statement() + " (" + call.arguments() + ")"))
          .hasSize(1);
      assertThat(counted(psql, "pg_stat_get_xact_numscans"))
          .as("scans of %s", call.statement())
          .isEqualTo(scans);
      return counted(psql, "pg_stat_get_xact_tuples_fetched") - rows;
    } finally {
      psql.rows("rollback");
    }
  }

  @Test
  void the_busy_rows_are_updated_in_their_page() throws SQLException {
    Call checkpoint =
        calls().filter(call -> call.statement() == Sql.CHECKPOINT).findFirst().orElseThrow();
    late.rows("begin");
    long updates = counted(late, "pg_stat_get_xact_tuples_hot_updated");
    for (int at = 0; at < 20; at++) {
      late.rows("execute call_checkpoint (" + checkpoint.arguments() + ")");
    }
    assertThat(counted(late, "pg_stat_get_xact_tuples_hot_updated") - updates).isEqualTo(20);
    late.rows("rollback");
  }

  private static long counted(Psql psql, String counter) throws SQLException {
    return Long.parseLong(
        psql.row(
            "select sum(%s(t::regclass)) from unnest(array['%s']) t"
                .formatted(counter, String.join("','", TABLES))));
  }
}
