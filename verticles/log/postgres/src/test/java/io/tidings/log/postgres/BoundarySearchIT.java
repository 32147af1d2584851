package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.fixtures.Psql;
import io.tidings.fixtures.TestServers;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Criteria of several conditions, which may take long to look for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundarySearchIT {

  private static final int EVENTS = 5_000;

  /** Attributes that are common, and one that is on 3 events; every combination is on some. */
  private static final String FILL =
      """
      select count(*) from (select
          array_agg(i::text) as ids, array_agg('/fill'::text) as sources,
          array_agg('t' || i %% 2) as types,
          array_agg(jsonb_build_object('a', i %% 2, 'b', i / 7 %% 3, 'c', i %% 50, 'z', (i + 1) %% 2)
            || case when i %% 1999 = 1 then '{"rare": 1}' else '{}' end::jsonb) as extensions
        from generate_series(1, %d) i) b,
        append(ids => b.ids, sources => b.sources, types => b.types, extensions => b.extensions)
      """
          .formatted(EVENTS);

  /** How often the function differs from what the definition says, of how many questions. */
  private static final String DIFFERENCES =
      """
      select count(*) filter (where first_within(types, attributes, behind) is distinct from (
          select min(e.position) from event e
          where e.position > behind and (types is null or e.type = any (types))
            and not exists (
              select from jsonb_each_text(attributes) k
              where e.extensions ->> k.key is distinct from k.value))),
        count(*)
      from (values (null), (array['t0']), (array['t1', 'none']), (array['t0', 't1'])) t (types),
        (values ('{"a": 0, "b": 0}'), ('{"a": 1, "c": 2}'), ('{"a": 1, "c": 3, "b": 1}'),
          ('{"a": 1, "rare": 1}'), ('{"rare": 1, "b": 2}'), ('{"a": 0, "none": 1}'),
          ('{"c": 49}')) a (given),
        (values (0), (1), (2000), (3998), (4990), (5000), (6000)) p (behind),
        lateral (select given::jsonb as attributes) j
      """;

  private static Psql psql;
  private static String schema;

  @BeforeAll
  static void fill() throws SQLException {
    psql = TestLogs.freshPsql();
    schema = psql.row("select current_schema()");
    psql.rows(FILL);
  }

  @AfterAll
  static void disconnect() throws SQLException {
    psql.close();
  }

  @Test
  void L9_the_first_event_within_a_criterion_is_found_wherever_it_stands() throws SQLException {
    assertThat(psql.row(DIFFERENCES)).isEqualTo("0|196");
  }

  @Test
  void L9_what_is_recorded_while_an_append_waits_for_its_turn_refuses_it() throws SQLException {
    try (Psql first = another();
        Psql second = another()) {
      first.rows("begin");
      String recorded = first.row(append("first", "{\"room\": 1, \"day\": 2}", ""));
      CompletableFuture<String> late =
          async(second, append("second", "{}", unless("{\"room\": 1, \"day\": 2}")));
      awaitLock(second);
      first.rows("commit");

      assertThat(late.join()).isEqualTo(recorded.replace("recorded", "overtaken"));
    }
  }

  @Test
  void nobody_waits_while_a_criterion_of_several_conditions_is_looked_for() throws SQLException {
    try (Psql blocker = another();
        Psql searching = another();
        Psql other = another()) {
      blocker.rows("begin");
      blocker.rows("lock table attribute in access exclusive mode");
      CompletableFuture<String> search =
          async(searching, append("searching", "{}", unless("{\"a\": 0, \"none\": 1}")));
      awaitLock(searching);

      assertThat(other.rows("select from log for update nowait")).hasSize(1);

      blocker.rows("rollback");
      assertThat(search.join()).startsWith("recorded|");
    }
  }

  /** No event has both, and half of them each; the bound is lowered to less. */
  @Test
  void L9_an_append_is_refused_that_has_too_much_to_look_through() throws SQLException {
    String search = append("long", "{}", unless("{\"a\": 0, \"z\": 0}"));
    String definition = psql.row("select pg_get_functiondef('first_within'::regproc)");
    assertThat(definition).contains("250000");
    psql.rows(definition.replace("250000", "1000"));
    try {
      assertThat(psql.refusal(search)).isEqualTo("TI009");
      assertThat(psql.refusal(search)).isEqualTo("TI009");
      assertThat(psql.row(search.replace("since => array[0]", "since => array[1000]")))
          .startsWith("recorded|");
    } finally {
      psql.rows(definition);
    }
  }

  private static Psql another() throws SQLException {
    return Psql.connect(TestServers.shared(), schema);
  }

  private static CompletableFuture<String> async(Psql client, String sql) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.row(sql);
          } catch (SQLException failure) {
            throw new IllegalStateException(failure);
          }
        });
  }

  private static void awaitLock(Psql client) {
    await()
        .until(
            () ->
                psql.row(
                        "select count(*) from pg_locks where not granted and pid = " + client.pid())
                    .equals("1"));
  }

  private static String append(String id, String extensions, String condition) {
    return "select outcome, position from append(ids => array['%s'], sources => array['/search'],"
            .formatted(id)
        + " types => array['t'], extensions => array['%s'::jsonb]%s)"
            .formatted(extensions, condition);
  }

  private static String unless(String criterion) {
    return ", unless => array['[%s]'::jsonb], since => array[0]".formatted(criterion);
  }
}
