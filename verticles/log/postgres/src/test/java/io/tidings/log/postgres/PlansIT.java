package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.Psql;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No read scans the log to find a few matches, and no append does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlansIT {

  private static final int EVENTS = 40_000;
  private static final int LIMIT = 100;

  /** Types: one of each 20 is common, rare stands at 2 places. 2000 streams of 4 categories. */
  private static final String FILL =
      """
      select count(*) from (select i / 1000 as batch, array_agg(i::text) as ids,
        array_agg('/plans'::text) as sources,
        array_agg(case when i %% 20000 = 7 then 'rare' else 'type-' || i %% 20 end) as types,
        array_agg((array['order', 'customer', 'cart', 'payment'])[1 + i %% 4] || '-' || i %% 2000)
          as streams,
        array_agg(case when i %% 10 = 0 then jsonb_build_object(
          'course', 'C' || i %% 200, 'student', 'S' || i %% 3000) end) as extensions
        from generate_series(1, %d) i group by 1 order by 1) b,
        append(ids => b.ids, sources => b.sources, types => b.types, streams => b.streams,
          extensions => b.extensions)
      """
          .formatted(EVENTS);

  private static Psql psql;

  @BeforeAll
  static void fill() throws SQLException {
    psql = TestLogs.freshPsql();
    psql.rows(FILL);
    psql.rows("vacuum analyze event, attribute");
    for (Map.Entry<String, String> setting : Connections.SETTINGS.entrySet()) {
      psql.rows("set %s = '%s'".formatted(setting.getKey(), setting.getValue()));
    }
  }

  @AfterAll
  static void disconnect() throws SQLException {
    psql.close();
  }

  static Stream<Arguments> reads() {
    SlotRange one = new SlotRange(5, 5);
    SlotRange quarter = new SlotRange(256, 511);
    Set<String> types = Set.of("type-1", "type-2", "rare");
    String stream = "order-4";
    int slot = StreamName.slot(stream);
    return Stream.of(
        read(Filter.ALL, 2 * LIMIT, "event_position"),
        read(Filter.stream(stream), 3 * LIMIT, "event_position", "event_version"),
        read(
            new Filter(Set.of("type-4"), "order", stream, new SlotRange(slot, slot)),
            3 * LIMIT,
            "event_position",
            "event_version"),
        read(Filter.types("rare"), 10, "event_position", "event_type"),
        read(Filter.types("none"), 10, "event_position", "event_type"),
        read(Filter.types("type-1"), 3 * LIMIT, "event_position", "event_type"),
        read(
            new Filter(types, null, null, SlotRange.ALL),
            6 * LIMIT,
            "event_position",
            "event_type"),
        read(
            new Filter(types, "order", null, quarter),
            4 * PageRequest.MAX_ENTRIES,
            "event_position",
            "event_type"),
        read(Filter.category("order"), 3 * LIMIT, "event_position", "event_category"),
        read(Filter.category("none"), 10, "event_position", "event_category"),
        read(
            new Filter(Set.of(), "order", null, one),
            2 * PageRequest.MAX_ENTRIES + 10,
            "event_position",
            "event_category"),
        read(
            Filter.boundary(
                Boundary.anyOf(
                    Criterion.attribute("course", "C10"), Criterion.attribute("student", "S10"))),
            6 * LIMIT + 4 * LIMIT,
            "attribute_pk",
            "event_position",
            "event_type"),
        read(
            Filter.boundary(Boundary.anyOf(Criterion.attribute("course", "none"))),
            10,
            "attribute_pk",
            "event_position",
            "event_type"),
        read(
            Filter.boundary(
                Boundary.anyOf(
                    new Criterion(Set.of("type-10"), Map.of("course", "C10", "student", "S10")))),
            4 * LIMIT,
            "attribute_pk",
            "event_position",
            "event_type"),
        read(
            Filter.boundary(Boundary.anyOf(Criterion.types("type-1", "rare"))),
            5 * LIMIT,
            "attribute_pk",
            "event_position",
            "event_type"),
        read(Filter.slots(one), 3 * LIMIT, "event_position", "event_slot"),
        read(Filter.slots(quarter), 256 * 16 + 3 * LIMIT, "event_position", "event_slot"));
  }

  private static Arguments read(Filter filter, long most, String... indexes) {
    return Arguments.of(filter, most, Set.of(indexes));
  }

  @ParameterizedTest
  @MethodSource("reads")
  void reading_forward_uses_its_index_and_looks_at_few_rows(
      Filter filter, long most, Set<String> indexes) throws SQLException {
    check(query(filter, Unit.POSITION, Direction.FORWARD), most, indexes);
  }

  @ParameterizedTest
  @MethodSource("reads")
  void reading_backward_uses_its_index_and_looks_at_few_rows(
      Filter filter, long most, Set<String> indexes) throws SQLException {
    check(query(filter, Unit.POSITION, Direction.BACKWARD), most, indexes);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void reading_a_stream_by_version_uses_its_index(Direction direction) throws SQLException {
    check(
        query(Filter.stream("order-4"), Unit.VERSION, direction),
        3 * LIMIT,
        Set.of("event_position", "event_version"));
  }

  @Test
  void the_head_is_one_probe() throws SQLException {
    Plan plan = explain(Sql.HEAD, Tuple.tuple());

    assertThat(plan.indexes()).containsExactly("event_position");
    assertThat(plan.looked()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("conditionsOnTheView")
  void conditions_on_the_view_use_the_indexes(String condition, String index) throws SQLException {
    psql.rows("set enable_seqscan = on");
    Plan plan =
        Plan.parse(
            psql.row(
                "explain (analyze, format json) select * from events where "
                    + condition
                    + " order by position limit 10"));
    psql.rows("set enable_seqscan = off");

    assertThat(plan.indexes()).containsExactly(index);
    assertThat(plan.looked()).isLessThanOrEqualTo(40);
  }

  static Stream<Arguments> conditionsOnTheView() {
    return Stream.of(
        Arguments.of("position > 20000", "event_position"),
        Arguments.of("type = 'rare'", "event_type"),
        Arguments.of("stream = 'order-4' and version > 5", "event_version"),
        Arguments.of("slot = 5 and position > 20000", "event_slot"));
  }

  @Test
  void appends_never_scan_the_table_however_it_grows() throws SQLException {
    try (Psql fresh = TestLogs.freshPsql()) {
      fresh.rows("begin");
      for (int at = 0; at < 12; at++) {
        String ids = "array['%d','x-%d']".formatted(at, at);
        String call =
            "select count(*) from append(ids => %s, sources => array['/s','/s'],"
                + " types => array['t','t'], streams => array['a','b-%d'],"
                + " extensions => array['{\"course\":\"C1\"}', null]::jsonb[],"
                + " unless => array['[{\"course\":\"none\"},{\"type\":[\"x\"]},"
                + "{\"course\":\"C1\",\"student\":\"none\"},{\"course\":\"C1\",\"type\":[\"x\"]}]']::jsonb[],"
                + " since => array[0])";
        fresh.rows(call.formatted(ids, at));
        fresh.rows(call.formatted(ids, at));
      }
      assertThat(fresh.row("select pg_stat_get_xact_numscans('event'::regclass)")).isEqualTo("0");
      assertThat(fresh.row("select pg_stat_get_xact_numscans('attribute'::regclass)"))
          .isEqualTo("0");
      assertThat(fresh.row("select position from head")).isEqualTo("24");
      fresh.rows("commit");
    }
  }

  private static Query query(Filter filter, Unit unit, Direction direction) {
    Cursor start = Cursor.START;
    return new Query(
        filter, unit, start.epoch(), start.position(), Long.MAX_VALUE, direction, LIMIT);
  }

  private static void check(Query query, long most, Set<String> indexes) throws SQLException {
    PageRequest request = PageRequest.of(query);
    Plan plan = explain(request.statement(), request.arguments());

    assertThat(plan.scansTheTable()).isFalse();
    assertThat(plan.indexes()).isEqualTo(indexes);
    assertThat(plan.looked()).isLessThanOrEqualTo(most + 10);
  }

  private static Plan explain(Sql statement, Tuple arguments) throws SQLException {
    psql.rows("prepare hot as " + statement.text());
    try {
      StringJoiner values = new StringJoiner(", ", "(", ")").setEmptyValue("");
      for (int at = 0; at < arguments.size(); at++) {
        values.add(literal(arguments.getValue(at)));
      }
      return Plan.parse(psql.row("explain (analyze, format json) execute hot" + values));
    } finally {
      psql.rows("deallocate hot");
    }
  }

  private static String literal(Object value) {
    if (value instanceof String[] texts) {
      return Arrays.stream(texts)
          .map(PlansIT::literal)
          .collect(Collectors.joining(",", "array[", "]::text[]"));
    }
    return value == null ? "null" : "'" + value + "'";
  }
}
