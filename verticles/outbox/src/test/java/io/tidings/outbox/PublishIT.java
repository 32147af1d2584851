package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SQL function takes, and what it refuses. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublishIT {

  private static OutboxConfig config;
  private Service service;

  @BeforeAll
  static void migrate() {
    config = TestServers.freshOutbox();
  }

  @BeforeEach
  void connect() throws SQLException {
    service = new Service(config);
  }

  @AfterEach
  void close() throws SQLException {
    service.close();
  }

  @Test
  void what_is_not_said_follows_from_the_rest() throws SQLException {
    String id = service.row("select $.publish('test.happened', '{\"a\": 1}')");

    assertThat(
            service.row(
                "select id, source, stream, form, convert_from(data, 'UTF8'), extensions,"
                    + " time::timestamptz between now() - interval '1 min' and clock_timestamp()"
                    + " from $.outbox"))
        .isEqualTo(id + "|/tidings|/tidings|j|{\"a\": 1}|{}|t");
    service.rows("set local $.source to '/shop'");
    service.rows("select $.publish('t', null, subject => 'order-1', id => '1')");
    assertThat(service.row("select source, stream, data from $.outbox where id = '1'"))
        .isEqualTo("/shop|order-1|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonb", "json", "text", "bytea"})
  void ids_that_are_not_given_grow_with_time(String type) throws SQLException {
    String before = service.row("select $.new_id()");
    service.rows("select pg_sleep(0.002)");
    String id = service.row("select $.publish('t', '{}'::" + type + ")");
    service.rows("select pg_sleep(0.002)");

    assertThat(id)
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
        .isGreaterThan(before)
        .isLessThan(service.row("select $.new_id()"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonb", "json", "text", "bytea"})
  void an_event_with_an_id_of_its_own_has_no_time_but_what_is_given(String type)
      throws SQLException {
    String publish = "select $.publish('t', '{}'::" + type + ", 's', %s)";

    service.rows(publish.formatted("'1'"));
    service.rows(publish.formatted("'2', event_time => '2026-11-23T14:05:06Z'"));
    service.rows(publish.formatted("source => '/s'"));

    assertThat(service.rows("select time from $.outbox order by \"row\" limit 2"))
        .containsExactly("", "2026-11-23T14:05:06Z");
    assertThat(service.row("select count(time) from $.outbox where source = '/s'")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'{\"a\": 1}'::jsonb; j",
        "'{\"a\":1}'::json; j",
        "'{\"a\":1}'::text; j",
        "'{\"a\":1}'::bytea; j",
        "json_build_object('a', 1); j",
        "'plain', content_type => 'text/plain'; t",
        "'\\xff00'::bytea, content_type => 'application/octet-stream'; b",
        "'\\xff00'::bytea, form => 'binary'; b"
      })
  void data_of_any_type_is_taken(String data, String form) throws SQLException {
    service.rows("select $.publish('t', " + data + ")");

    assertThat(service.row("select form from $.outbox")).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "repeat('t', 256), null; event_type_length",
        "'t', null, stream => repeat('s', 513); event_stream_length",
        "'t', null, stream => ''; event_stream_length",
        "'t', null, id => ''; event_id_length",
        "'t', null, id => null; event_id_length",
        "'t', null, source => ''; event_source_length",
        "'t', null, event_time => 'yesterday'; event_time_rfc3339",
        "'t', null, extensions => '{\"Upper\": 1}'; event_extensions",
        "'t', null, extensions => '[1]'; event_extensions",
        "'t', null, extensions => '{\"tidingsx\": 1}'; event_extensions",
        "'t', '\\x00'::bytea, form => 'odd'; event_form",
        "'t', convert_to(repeat('x', 8388609), 'UTF8'), form => 'binary'; event_data_length"
      })
  void a_bad_event_is_refused_with_its_transaction(String arguments, String constraint)
      throws SQLException {
    assertThat(service.refusal("select $.publish(" + arguments + ")"))
        .startsWith("23514", constraint)
        .doesNotContainNull();
  }

  @Test
  void data_must_be_what_its_content_type_says() throws SQLException {
    assertThat(service.refusal("select $.publish('t', 'no json')")).startsWith("TI003");
    assertThat(
            service.refusal("select $.publish('t', '\\xff'::bytea, content_type => 'text/plain')"))
        .startsWith("TI003");
  }

  @Test
  void who_may_publish_needs_no_right_to_the_tables() throws SQLException {
    service.rows("create role shop");
    service.rows("grant usage on schema $ to shop");
    service.rows("grant execute on all functions in schema $ to shop");
    service.rows("set role shop");
    service.rows("select $.publish('t', '{}'::jsonb)");
    service.rows("savepoint before");
    service.rows("set constraints all immediate");
    service.rows("rollback to before");
    assertThat(service.refusal("select * from $.outbox")).startsWith("42501");
  }
}
