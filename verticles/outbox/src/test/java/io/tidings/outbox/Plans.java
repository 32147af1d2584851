package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page in the middle of a backlog is read and deleted by index, however much has been deleted in
 * front of it and waits behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class Plans {

  private static final int DEPTH = 20_000;
  private static final int PAGE = 1000;

  private static final String RUN =
      "extract(epoch from pg_postmaster_start_time()) || '/' || pg_relation_filepath('$.relay')";

  /** Transactions of one event, and behind them one of many. */
  private static final String FILL =
      """
      insert into $.outbox (transaction, "row", form, id, source, type, stream, data)
        select least(n, %1$d), n, 'j', n, '/s', 't', 's-' || n %% 50, '{}'
        from generate_series(1, %2$d) n;
      insert into $.committed select n, n, now() from generate_series(1, %1$d) n;
      """
          .formatted(2 * DEPTH, 3 * DEPTH);

  private static final String DELETE =
      """
      delete from $.outbox where transaction <= %1$d;
      delete from $.committed where number <= %1$d;
      """
          .formatted(DEPTH);

  /** A connection that planned everything while there was nothing, as relays do at first. */
  private Service early;

  /** One that knows the statistics. */
  private Service late;

  /** One whose statistics are from when everything had been deleted. */
  private Service idle;

  abstract EmbeddedPostgres server();

  @BeforeAll
  void fill() throws SQLException {
    early = connect();
    look("early", 1, 0);
    delete("early", n -> n);
    fill(early);
    late = connect();
    fill(late);
    late.rows("analyze $.outbox, $.committed");
    late.commit();
    idle = connect();
    fill(idle);
    idle.rows("delete from $.outbox");
    idle.rows("delete from $.committed");
    idle.commit();
    idle.outside("vacuum (analyze, truncate false) $.outbox");
    idle.outside("vacuum (analyze, truncate false) $.committed");
    look("idle", 1, 0);
    delete("idle", n -> n);
    fill(idle);
  }

  private static void fill(Service service) throws SQLException {
    service.rows("set local session_replication_role = replica");
    service.rows(FILL);
    service.rows(DELETE);
    service.commit();
  }

  private Service connect() throws SQLException {
    Service service = new Service(TestServers.freshOutbox(server()));
    for (String table : List.of("outbox", "committed")) {
      service.rows("alter table $." + table + " set (autovacuum_enabled = false)");
    }
    service.rows("set search_path = $");
    service.rows("set plan_cache_mode = force_generic_plan");
    service.rows("set enable_seqscan = off");
    service.rows("prepare page as " + Sql.PAGE.text());
    service.rows("prepare settle as " + Sql.SETTLE.text());
    return service.commit();
  }

  @AfterAll
  void close() throws SQLException {
    early.close();
    late.close();
    idle.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"early", "late", "idle"})
  void a_page_deep_in_a_backlog_looks_at_its_own_rows(String who) throws SQLException {
    assertThat(look(who, DEPTH + DEPTH / 2, 0)).isBetween(2L * PAGE, 2L * PAGE + 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"early", "late", "idle"})
  void a_page_deep_in_a_transaction_looks_at_its_own_rows(String who) throws SQLException {
    assertThat(look(who, 2 * DEPTH, 2 * DEPTH + DEPTH / 2)).isBetween((long) PAGE, PAGE + 20L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"early", "late", "idle"})
  void deleting_a_page_looks_at_its_own_rows(String who) throws SQLException {
    assertThat(delete(who, n -> DEPTH + DEPTH / 2 + n)).isBetween(2L * PAGE, 2L * PAGE + 20);
  }

  private long look(String who, long number, long row) throws SQLException {
    String gap = "array[%d], array[%d], array[0]".formatted(DEPTH - 10, DEPTH);
    return looked(who, "page (%d, %d, %d, 1048576, %s)".formatted(number, row, PAGE, gap));
  }

  private long delete(String who, LongUnaryOperator at) throws SQLException {
    String numbers =
        LongStream.range(0, PAGE)
            .map(at)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(",", "'{", "}'"));
    String sources = "array_fill('/s'::text, array[%d])".formatted(PAGE);
    String run = connection(who).row("select " + RUN);
    return looked(
        who,
        "settle ('%s', %2$s, %2$s, %2$s, %3$s, %2$s, %2$s, '{}', '{}', '{}', '{}', '{}')"
            .formatted(run, numbers, sources));
  }

  /** Entries of the indexes that a statement looks at, none of them by scanning a table. */
  private long looked(String who, String call) throws SQLException {
    Service service = connection(who);
    // What the server has not added to its statistics yet counts as well.
    long scans = counted(service, "numscans", "outbox", "committed");
    long entries = counted(service, "tuples_returned", "outbox_order", "committed_number_pk");
    service.rows("execute " + call);
    assertThat(counted(service, "numscans", "outbox", "committed")).isEqualTo(scans);
    long looked =
        counted(service, "tuples_returned", "outbox_order", "committed_number_pk") - entries;
    service.rollback();
    return looked;
  }

  private Service connection(String who) {
    return who.equals("early") ? early : who.equals("late") ? late : idle;
  }

  private static long counted(Service service, String counter, String... relations)
      throws SQLException {
    return Long.parseLong(
        service.row(
            "select sum(pg_stat_get_xact_%s(('$.' || r)::regclass)) from unnest(array['%s']) r"
                .formatted(counter, String.join("','", relations))));
  }
}
