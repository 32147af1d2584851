package io.tidings.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class Rfc3339Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T14:05:06Z",
        "2026-11-23t14:05:06z",
        "2026-11-23T14:05:06.1Z",
        "2026-11-23T14:05:06.123456789012345+05:45",
        "2026-11-23T14:05:06-00:00",
        "0000-01-01T00:00:00Z",
        "2024-02-29T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2017-01-01T05:29:60.5+05:30",
        "2016-12-31T15:59:60-08:00",
        "9999-12-31T23:59:59+23:59"
      })
  void timestamps_are_taken(String text) {
    assertThat(Rfc3339.valid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-23",
        "2026-11-23T14:05Z",
        "2026-11-23T14:05:06",
        "2026-11-23 14:05:06Z",
        "2026-11-23T14:05:06.Z",
        "2026-11-23T14:05:06,5Z",
        "2026-11-23T14:05:06+0100",
        "2026-11-23T14:05:06+01",
        "2026-11-23T14:05:06 +01:00",
        "2026-11-23T14:05:06+24:00",
        "2026-11-23T14:05:06+01:60",
        "2026-11-23T14:05:06Z ",
        " 2026-11-23T14:05:06Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01T00:00:60Z",
        "2016-12-30T23:59:60Z",
        "2016-12-31T23:59:60+01:00",
        "+2026-01-01T00:00:00Z",
        "20261-01-01T00:00:00Z",
        "２026-01-01T00:00:00Z",
        "20261123T140506Z"
      })
  void everything_else_is_not(String text) {
    assertThat(Rfc3339.valid(text)).isFalse();
  }

  @Test
  void within_the_grammar_what_is_valid_is_what_the_jdk_can_parse() {
    Pattern grammar =
        Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-5]\\d(\\.\\d+)?(Z|[+-](0\\d|1[0-7]):\\d\\d)");
    Random random = new Random(3);
    int valid = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder("2024-02-28T22:58:58.123+01:30");
      for (int change = random.nextInt(3); change >= 0; change--) {
        text.setCharAt(random.nextInt(text.length()), (char) ('0' + random.nextInt(10)));
      }
      String mutated = text.toString();
      if (grammar.matcher(mutated).matches()) {
        assertThat(Rfc3339.valid(mutated)).as(mutated).isEqualTo(parses(mutated));
        valid += parses(mutated) ? 1 : 0;
      }
    }
    assertThat(valid).isGreaterThan(5_000);
  }

  private static boolean parses(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException no) {
      return false;
    }
  }
}
