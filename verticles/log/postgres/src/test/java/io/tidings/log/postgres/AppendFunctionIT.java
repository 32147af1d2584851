package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.Psql;
import io.tidings.model.StreamName;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL function {@code append} as docs/sql.md has it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AppendFunctionIT {

  private static final String ONE =
      "ids => array['1'], sources => array['/psql'], types => array['t']";
  private static final String TWO =
      "ids => array['1','2'], sources => array['/psql','/psql'], types => array['t','t']";

  private Psql psql;

  @BeforeEach
  void connect() throws SQLException {
    psql = TestLogs.emptiedPsql();
  }

  @AfterEach
  void disconnect() throws SQLException {
    psql.close();
  }

  @Test
  void four_arguments_are_enough() throws SQLException {
    assertThat(append(ONE + ", data => array['{\"orderId\":\"A1\"}'::bytea]"))
        .isEqualTo("1|1|recorded|1|/psql|/psql|1|1||");
    assertThat(psql.row("select stream, category, form, payload ->> 'orderId' from events"))
        .isEqualTo("/psql|/psql|json|A1");
  }

  @Test
  void the_stream_follows_from_the_attributes() throws SQLException {
    append(
        "ids => array['1','2','3','4'], sources => array['/s','/s','/s','/s'],"
            + " types => array['t','t','t','t'], subjects => array[null,'subject','subject','x'],"
            + " streams => array[null,null,null,'given-1'],"
            + " extensions => array[null, null, '{\"stream\":\"named-1\"}', null]::jsonb[]");

    assertThat(psql.rows("select stream from events order by position"))
        .containsExactly("/s", "subject", "named-1", "given-1");
  }

  @ParameterizedTest
  @CsvSource({
    ", json",
    "application/json, json",
    "application/vnd.x+JSON; charset=utf-8, json",
    "text/plain;charset=utf-8, text",
    "text/json, json",
    "application/jsonlines, binary",
    "image/png, binary"
  })
  void the_form_follows_from_the_content_type(String contentType, String form) throws SQLException {
    String given = contentType == null ? "null" : "'" + contentType + "'";
    append(ONE + ", data => array['1'::bytea], content_types => array[" + given + "]");

    assertThat(psql.row("select form from events")).isEqualTo(form);
  }

  @Test
  void L5_a_repeat_is_answered_as_the_first_time() throws SQLException {
    append(TWO + ", streams => array['a','b']");

    assertThat(appendAll(TWO + ", streams => array['a','b']"))
        .containsExactly("1|1|duplicate|1|/psql|a|1|1||", "1|2|duplicate|2|/psql|b|1|2||");
  }

  @Test
  void L5_a_repeat_beats_a_stale_version() throws SQLException {
    String call = ONE + ", expected_streams => array['/psql'], expected_versions => array[0]";
    append(call);

    assertThat(append(call)).startsWith("1|1|duplicate|");
  }

  @Test
  void L4_a_stale_version_names_the_stream_and_both_versions() throws SQLException {
    append(TWO);

    assertThat(
            append(
                "ids => array['3'], sources => array['/other'], types => array['t'],"
                    + " expected_streams => array['/other','/psql'],"
                    + " expected_versions => array[0, 1]"))
        .isEqualTo("1||stale|||/psql|||1|2");
    assertThat(psql.row("select position from head")).isEqualTo("2");
  }

  @Test
  void L5_an_identity_with_other_content_names_the_event_that_has_it() throws SQLException {
    append(ONE);

    assertThat(append(ONE + ", data => array['1'::bytea]"))
        .isEqualTo("1|1|reused|1|/psql|/psql|1|1||");
  }

  @Test
  void L5_an_append_that_names_an_identity_twice_is_refused() throws SQLException {
    assertThat(
            append("ids => array['1','1'], sources => array['/s','/s'], types => array['t','t']"))
        .isEqualTo("1|2|reused|1|/s|/s||||");
  }

  @Test
  void L5_a_partial_repeat_names_one_recorded_and_one_unrecorded_event() throws SQLException {
    append(ONE);

    assertThat(appendAll(TWO))
        .containsExactly("1|1|partial|1|/psql|/psql|1|1||", "1|2|partial|2|/psql|/psql||||");
  }

  @Test
  void each_append_of_a_batch_succeeds_or_fails_for_itself() throws SQLException {
    assertThat(
            appendAll(
                "ids => array['1','2','3','1','1','4'],"
                    + " sources => array['/s','/s','/s','/s','/s','/s'],"
                    + " types => array['t','t','t','t','other','t'],"
                    + " streams => array['a','a','b','a','a','a'],"
                    + " appends => array[1,2,2,4,5,6],"
                    + " expected_appends => array[1,2,2,6], expected_streams => array['a','a','b','a'],"
                    + " expected_versions => array[0,1,7,1]"))
        .containsExactly(
            "1|1|recorded|1|/s|a|1|1||",
            "2||stale|||b|||7|0",
            "4|4|duplicate|1|/s|a|1|1||",
            "5|5|reused|1|/s|a|1|1||",
            "6|6|recorded|4|/s|a|2|2||");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TI001| ids => null, sources => null, types => null",
        "TI001| ids => '{}', sources => '{}', types => '{}'",
        "TI001| ids => array['1'], sources => array['/s','/s'], types => array['t']",
        "TI001| ids => array[null], sources => array['/s'], types => array['t']",
        "TI001| ids => array['1'], sources => array['/s'], types => array['t'], data => '{}'",
        "TI001| ids => array['1','2'], sources => array['/s','/s'], types => array['t','t'],"
            + " appends => array[2,1]",
        "TI001| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " expected_streams => array['a']",
        "TI001| ids => array['1'], sources => array['/s'], types => array['t'], appends => array[1],"
            + " expected_streams => array['a'], expected_versions => array[0],"
            + " expected_appends => array[2]",
        "TI001| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " expected_streams => array['a'], expected_versions => array[7],"
            + " expected_appends => array[2]",
        "TI001| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " expected_streams => array['a'], expected_versions => array[7],"
            + " expected_appends => array[null]::integer[]",
        "TI001| ids => array['1'], sources => array['/s'], types => array['t'], appends => array[1],"
            + " expected_streams => array['a', 'b'], expected_versions => array[7, 7],"
            + " expected_appends => array[1, null]",
        "TI001| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " expected_streams => array['a', 'b'], expected_versions => array[7, 7],"
            + " expected_appends => array[2, null]",
        "TI003| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " data => array['{'::bytea]",
        "TI003| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " data => array['\\xff'::bytea], content_types => array['text/plain']",
        "23514 event_id_length| ids => array[''], sources => array['/s'], types => array['t']",
        "23514 event_type_length| ids => array['1'], sources => array['/s'],"
            + " types => array[repeat('t', 256)]",
        "23514 event_stream_length| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " streams => array[repeat('é', 257)]",
        "23514 event_time_rfc3339| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " times => array['yesterday']",
        "23514 event_extensions| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " extensions => array['{\"tidingsx\":1}'::jsonb]",
        "23514 event_extensions| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " extensions => array['{\"a\":1.5}'::jsonb]",
        "23514 event_form| ids => array['1'], sources => array['/s'], types => array['t'],"
            + " data => array['1'::bytea], forms => array['xml']"
      })
  void malformed_input_is_refused_and_nothing_recorded(String refusal, String arguments)
      throws SQLException {
    assertThat(psql.refusal("select * from append(" + arguments + ")")).isEqualTo(refusal);
    assertThat(psql.row("select position from head")).isEqualTo("0");
  }

  @Test
  void L3_a_snapshot_older_than_the_lock_is_refused() throws SQLException {
    assertThat(
            psql.refusal(
                "begin isolation level serializable; select * from append(" + ONE + "); commit"))
        .isEqualTo("TI002");
  }

  @Test
  void L6_an_append_commits_durably_whatever_the_session_says() throws SQLException {
    psql.rows("set synchronous_commit = off");
    psql.rows("begin");
    append(ONE);
    assertThat(psql.row("show synchronous_commit")).isEqualTo("on");
    psql.rows("commit");
    assertThat(psql.row("show synchronous_commit")).isEqualTo("off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"update event set type = 'x'", "delete from event", "truncate event"})
  void L8_a_recorded_event_never_changes(String change) throws SQLException {
    append(ONE);

    assertThat(psql.refusal(change)).isEqualTo("TI008");
  }

  @Test
  void the_view_shows_json_as_jsonb_and_never_fails() throws SQLException {
    append(
        "ids => array['1','2','3','4'], sources => array['/s','/s','/s','/s'],"
            + " types => array['t','t','t','t'], forms => array['json','json','text','json'],"
            + " data => array['{\"a\":[1]}', '\"\\\\u0000\"', 'text', 'no json']::bytea[]");

    assertThat(psql.rows("select payload, payload_as_text from events order by position"))
        .containsExactly("{\"a\": [1]}|", "|", "|text", "|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-A123", "-", "caf\u00e9-1", "\ud83d\ude80", "back\\slash\\x41"})
  void slots_and_categories_are_those_of_the_model(String stream) throws SQLException {
    append(ONE + ", streams => array['" + stream + "']");

    assertThat(psql.row("select slot, category from event"))
        .isEqualTo(StreamName.slot(stream) + "|" + StreamName.category(stream));
  }

  private String append(String arguments) throws SQLException {
    return appendAll(arguments).get(0);
  }

  private java.util.List<String> appendAll(String arguments) throws SQLException {
    return psql.rows(
        "select append, event, outcome, id, source, stream, version, position, expected, actual"
            + " from append("
            + arguments
            + ")");
  }
}
