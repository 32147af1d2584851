package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.InvalidEvent;
import io.tidings.model.NewEvent;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/**
 * The function {@code publish} takes what {@link NewEvent} takes, and nothing else: what the log
 * never takes is to be refused while its producer can mend it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExactAttributesIT {

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T14:05:06Z",
        "2026-11-23t14:05:06z",
        "2026-11-23T14:05:06.123456789012345678901234567890+23:59",
        "2026-11-23T14:05:06-00:00",
        "0000-02-29T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2024-02-29T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-02-31T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-06-31T00:00:00Z",
        "2026-09-31T00:00:00Z",
        "2026-11-31T00:00:00Z",
        "2026-01-31T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-32T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T23:60:00Z",
        "2026-01-01T23:59:61Z",
        "2026-02-30T25:61:00Z",
        "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:60.5Z",
        "2017-01-01T00:59:60+01:00",
        "2016-12-31T18:29:60-05:30",
        "2017-01-01T23:58:60+23:59",
        "2016-12-31T00:00:60-23:59",
        "2016-02-29T23:59:60Z",
        "2016-02-28T23:59:60Z",
        "2016-12-30T23:59:60Z",
        "2016-12-31T23:58:60Z",
        "2016-12-31T23:59:60+01:00",
        "0000-12-31T23:59:60Z",
        "9999-12-31T23:59:60Z",
        "2026-11-23T14:05:06",
        "2026-11-23T14:05:06+24:00",
        "2026-11-23T14:05:06+00:60",
        "2026-11-23T14:05:06+0100",
        "2026-11-23T14:05:06.Z",
        "2026-11-23 14:05:06Z",
        "2026-11-23T14:05:06Z ",
        "2026-11-23T14:05:06Z\n",
        "\u0662\u0660\u0662\u0666-11-23T14:05:06Z",
        "yesterday",
        ""
      })
  void a_time_is_one_for_both(String time) throws SQLException {
    String expected = modelTakes("{}", time) ? "" : "event_time_rfc3339";

    assertThat(refusal("event_time", time)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\": 7, \"b\": -2147483648, \"c\": true, \"d\": \"x\", \"e\": \"\"}",
        "{\"a\": 7.0}",
        "{\"a\": -0.0}",
        "{\"a\": 7.5}",
        "{\"a\": 2147483648}",
        "{\"a\": \"7.0\"}",
        "{\"a\": \"7.0\", \"b\": 7.00}",
        "{\"version\": \"1.2.3\", \"address\": \"10.0.0.1\"}",
        "{\"a\": [1]}",
        "{\"a\": {}}",
        "{\"A\": 1}",
        "{\"a-b\": 1}",
        "{\"\": 1}",
        "{\"tidingsx\": 1}",
        "{\"subject\": \"x\"}",
        "{\"schemaversion\": 0}",
        "{\"schemaversion\": \"1\"}",
        "{\"schemaversion\": 1.0}",
        "{\"schemaversion\": 3}"
      })
  void extension_attributes_are_such_for_both(String extensions) throws SQLException {
    String expected = modelTakes(extensions, null) ? "" : "event_extensions";

    assertThat(refusal("extensions", extensions)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {8191, 8192, 8193})
  void text_is_too_long_for_both(int bytes) throws SQLException {
    String text = "é".repeat(bytes / 2) + "x".repeat(bytes % 2);
    String extensions = new JsonObject().put("a", text).put("b", 1).encode();
    String time = "2026-11-23T14:05:06." + "0".repeat(bytes - 21) + "Z";

    assertThat(refusal("extensions", extensions).isEmpty()).isEqualTo(bytes <= 8192);
    assertThat(modelTakes(extensions, null)).isEqualTo(bytes <= 8192);
    assertThat(refusal("event_time", time).isEmpty()).isEqualTo(bytes <= 8192);
    assertThat(modelTakes("{}", time)).isEqualTo(bytes <= 8192);
  }

  @ParameterizedTest
  @CsvSource({
    "id, 1024, event_id_length",
    "source, 1024, event_source_length",
    "stream, 512, event_stream_length",
    "subject, 8192, event_subject_length",
    "content_type, 8192, event_content_type_length",
    "data_schema, 8192, event_data_schema_length"
  })
  void an_attribute_may_be_as_long_as_in_the_log(String argument, int most, String constraint)
      throws SQLException {
    String stream = argument.equals("stream") ? "" : "', stream => 's";

    assertThat(refusal(argument, "x".repeat(most) + stream)).isEmpty();
    assertThat(refusal(argument, "x".repeat(most + 1) + stream)).isEqualTo(constraint);
  }

  private static boolean modelTakes(String extensions, String time) {
    try {
      NewEvent.Builder event = NewEvent.builder("1", "/psql", "t").time(time);
      new JsonObject(extensions).getMap().forEach(event::extension);
      event.build();
      return true;
    } catch (InvalidEvent refused) {
      return false;
    }
  }

  /**
   * The constraint that an event with this attribute breaks, with a hint; nothing if it is taken.
   */
  private String refusal(String argument, String value) throws SQLException {
    try {
      service.rows("select $.publish('t', null, " + argument + " => '" + value + "')");
      return "";
    } catch (PSQLException refusal) {
      assertThat(refusal.getSQLState()).isEqualTo("23514");
      assertThat(refusal.getServerErrorMessage().getHint()).isNotBlank();
      return refusal.getServerErrorMessage().getConstraint();
    } finally {
      service.rollback();
    }
  }
}
