package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.fixtures.Psql;
import io.tidings.model.Criterion;
import io.tidings.model.Extensions;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boundaries in the SQL function {@code append}, and the table behind them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundaryFunctionIT {

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
  void L9_a_boundary_and_a_position_are_a_condition() throws SQLException {
    String condition =
        ", unless => array['[{\"course\": \"C1\"}, {\"type\": \"x\", \"seat\": 7}]']::jsonb[]"
            + ", since => array[0]";
    assertThat(append("1", "{\"course\": \"C1\"}", condition)).isEqualTo("recorded|1");
    assertThat(append("2", "{}", condition)).isEqualTo("overtaken|1");
    assertThat(append("3", "{}", condition.replace("[0]", "[1]"))).isEqualTo("recorded|2");
    assertThat(append("1", "{\"course\": \"C1\"}", condition)).isEqualTo("duplicate|1");
    assertThat(append("4", "{}", condition.replace("[0]", "[3]"))).isEqualTo("overtaken|0");
    assertThat(append("4", "{}", condition.replace("[0]", "[" + Long.MAX_VALUE + "]")))
        .isEqualTo("overtaken|0");
    assertThat(psql.row("select position from head")).isEqualTo("2");
  }

  @Test
  void L9_a_criterion_meets_events_of_any_of_its_types_and_all_of_its_attributes()
      throws SQLException {
    append("1", "{\"seat\": 7, \"vip\": true}", "");
    String condition =
        ", unless => array['[{\"type\": [\"a\", \"t\"], \"seat\": \"7\", \"vip\": true}]']::jsonb[]"
            + ", since => array[0]";

    assertThat(append("2", "{}", condition)).isEqualTo("overtaken|1");
    assertThat(append("3", "{}", condition.replace("true", "false"))).isEqualTo("recorded|2");
    assertThat(append("4", "{}", condition.replace("\"t\"", "\"u\""))).isEqualTo("recorded|3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array['{}'], since => array[0]",
        "array['[]'], since => array[0]",
        "array['[{}]'], since => array[0]",
        "array['[1]'], since => array[0]",
        "array['[{\"type\": []}]'], since => array[0]",
        "array['[{\"type\": [1]}]'], since => array[0]",
        "array['[{\"course\": null}]'], since => array[0]",
        "array['[{\"traceparent\": \"x\"}]'], since => array[0]",
        "array['[{\"course\": \"x\"}]'], since => array[-1]",
        "array['[{\"course\": \"x\"}]'], since => array[]::bigint[]",
        "array['[{\"course\": \"x\"}]'], since => array[0], unless_appends => array[2]",
        "array['[{\"course\": \"x\"}]'], since => null",
        "array[null]::jsonb[], since => array[0]"
      })
  void what_is_no_condition_is_refused(String condition) {
    assertThatThrownBy(
            () -> append("1", "{}", ", unless => " + condition.replace("'],", "']::jsonb[],")))
        .isInstanceOf(SQLException.class)
        .extracting("SQLState")
        .asString()
        .matches("TI001|22.*");
  }

  @Test
  void attributes_that_boundaries_can_name_are_indexed_and_no_others() throws SQLException {
    append(
        "1",
        "{\"course\": \"C1\", \"seat\": 7, \"vip\": false, \"correlationid\": \"x\", \"long\": \""
            + "x".repeat(513)
            + "\"}",
        "");

    assertThat(psql.rows("select name || '=' || value || '@' || position from attribute"))
        .containsExactlyInAnyOrder("course=C1@1", "seat=7@1", "vip=false@1");
    for (String name : Extensions.TECHNICAL) {
      assertThat(psql.row("select is_indexed('" + name + "', '')")).as(name).isIn("f", "false");
    }
    String limits =
        "select is_indexed(repeat('a', %d), repeat('x', %d))"
            .formatted(Criterion.MAX_NAME_LENGTH, Criterion.MAX_VALUE_BYTES);
    assertThat(psql.row(limits)).isIn("t", "true");
  }

  @Test
  void L8_attributes_never_change() {
    assertThatThrownBy(() -> psql.rows("delete from attribute"))
        .isInstanceOf(SQLException.class)
        .extracting("SQLState")
        .isEqualTo("TI008");
  }

  private String append(String id, String extensions, String condition) throws SQLException {
    return psql.row(
        "select outcome, position from append(ids => array['"
            + id
            + "'], sources => array['/s'], types => array['t'], extensions => array['"
            + extensions
            + "']::jsonb[]"
            + condition
            + ")");
  }
}
