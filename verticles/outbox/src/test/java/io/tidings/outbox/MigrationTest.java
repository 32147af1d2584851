package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MigrationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"08001", "08006", "08003", "53300", "53100", "57P01", "57P02", "57P03", "25006"})
  void a_server_that_is_away_may_come_back(String state) {
    assertThat(Migration.passes(state)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"28P01", "28000", "3D000", "42501", "08004", "P0001", "57P04", "42P07"})
  void what_somebody_must_mend_does_not_pass(String state) {
    assertThat(Migration.passes(state)).isFalse();
  }

  @Test
  void what_no_server_has_said_does_not_pass_by_itself() {
    assertThat(Migration.passes(null)).isFalse();
  }
}
