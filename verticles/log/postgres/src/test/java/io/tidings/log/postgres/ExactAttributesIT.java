package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.Psql;
import io.tidings.model.InvalidEvent;
import io.tidings.model.NewEvent;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The function {@code append} takes what {@link NewEvent} takes, and nothing else: what no reader
 * takes would keep everything on its page from all of them.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExactAttributesIT {

  private Psql psql;

  @BeforeEach
  void connect() throws SQLException {
    psql = TestLogs.emptiedPsql();
  }

  @AfterEach
  void disconnect() throws SQLException {
    psql.close();
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
        "2026-02-30T99:99:99Z",
        "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:60.5Z",
        "2017-01-01T00:59:60+01:00",
        "2016-12-31T18:29:60-05:30",
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
  void a_time_is_one_for_both(String time) {
    String expected = modelTakes("{}", time) ? "" : "23514 event_time_rfc3339";

    assertThat(refusal("times", time)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
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
  void extension_attributes_are_such_for_both(String extensions) {
    String expected = modelTakes(extensions, null) ? "" : "23514 event_extensions";

    assertThat(refusal("extensions", extensions)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {8191, 8192, 8193})
  void text_is_too_long_for_both(int bytes) {
    String text = "é".repeat(bytes / 2) + "x".repeat(bytes % 2);
    String extensions = new JsonObject().put("a", text).put("b", 1).encode();
    String time = "2026-11-23T14:05:06." + "0".repeat(bytes - 21) + "Z";

    assertThat(refusal("extensions", extensions).isEmpty()).isEqualTo(bytes <= 8192);
    assertThat(modelTakes(extensions, null)).isEqualTo(bytes <= 8192);
    assertThat(refusal("times", time).isEmpty()).isEqualTo(bytes <= 8192);
    assertThat(modelTakes("{}", time)).isEqualTo(bytes <= 8192);
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

  /** What the database says of an event with this attribute; nothing if it is recorded. */
  private String refusal(String argument, String value) {
    String type = argument.equals("extensions") ? "jsonb" : "text";
    String call =
        "select * from append(ids => array['%s'], sources => array['/psql'], types => array['t'],"
            + " %s => array['%s']::%s[])";
    String refusal =
        psql.refusal(call.formatted(UUID.randomUUID(), argument, value.replace("'", "''"), type));
    return refusal.startsWith("no refusal") ? "" : refusal;
  }
}
