package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.Psql;
import io.tidings.fixtures.TestServers;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Filter;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A log that was in use before boundaries could be drawn, brought up to date. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EarlierLogIT {

  /** The last migration without attributes. */
  private static final String BEFORE_ATTRIBUTES = "010";

  private static final String APPEND =
      "select outcome, position from append(ids => array['%s'], sources => array['/s'],"
          + " types => array['t'], extensions => array['%s']::jsonb[]%s)";

  private final Vertx vertx = Vertx.vertx();
  private PostgresLogConfig config;
  private Psql psql;

  @BeforeEach
  void record() throws SQLException {
    config = TestLogs.fresh();
    Migrations.runTo(config, BEFORE_ATTRIBUTES);
    psql = Psql.connect(TestServers.shared(), config.schema());
    psql.rows(
        APPEND.formatted("1", "{\"course\": \"C1\", \"seat\": 7, \"traceparent\": \"x\"}", ""));
    psql.rows(APPEND.formatted("2", "{}", ""));
    psql.rows(APPEND.formatted("3", "{\"course\": \"C1\", \"student\": \"S1\"}", ""));
  }

  @AfterEach
  void close() throws SQLException {
    psql.close();
    AwaitedLog.await(vertx.close());
  }

  @Test
  void L9_attributes_of_earlier_events_are_found() throws SQLException {
    Migrations.run(config);

    assertThat(psql.rows("select name || '=' || value || '@' || position from attribute"))
        .containsExactlyInAnyOrder("course=C1@1", "seat=7@1", "course=C1@3", "student=S1@3");
    assertThat(append("4", "{\"course\": \"C1\"}", 0)).isEqualTo("overtaken|1");
    assertThat(append("4", "{\"student\": \"S1\", \"course\": \"C1\"}", 1))
        .isEqualTo("overtaken|3");
    assertThat(append("4", "{\"course\": \"C1\"}", 3)).isEqualTo("recorded|4");
    assertThat(append("5", "{\"seat\": 7}", 3)).isEqualTo("recorded|5");
    TestLogs.with(vertx, config, log -> assertThat(positions(log)).containsExactly(1L, 3L, 4L, 5L));
  }

  @Test
  void who_could_append_and_read_before_can_afterwards() throws SQLException {
    String user = "user_of_" + config.schema();
    psql.rows("create role " + user);
    try {
      psql.rows("grant usage on schema " + config.schema() + " to " + user);
      psql.rows("grant select on event to " + user);
      psql.rows("grant execute on function append to " + user);

      Migrations.run(config);
      psql.rows("set role " + user);

      assertThat(append("4", "{\"course\": \"C1\", \"student\": \"S1\"}", 0))
          .isEqualTo("overtaken|3");
      assertThat(psql.row("select count(*) from attribute")).isEqualTo("4");
      assertThat(psql.refusal("select first_within(null, '{\"course\": \"C1\"}', 0)"))
          .isEqualTo("42501");
    } finally {
      psql.rows("reset role");
      psql.rows("drop owned by " + user);
      psql.rows("drop role " + user);
    }
  }

  /** Of an event of course C1, unless there is one within the criterion behind the position. */
  private String append(String id, String criterion, long since) throws SQLException {
    String condition =
        ", unless => array['[%s]'::jsonb], since => array[%d]".formatted(criterion, since);
    return psql.row(APPEND.formatted(id, "{\"course\": \"C1\"}", condition));
  }

  private static List<Long> positions(AwaitedLog log) {
    Filter filter = Filter.boundary(Boundary.anyOf(Criterion.attribute("course", "C1")));
    return log.readAll(filter).stream().map(RecordedEvent::position).toList();
  }
}
