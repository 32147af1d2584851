package io.tidings.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AcceptTest {

  private static final List<String> OFFERS = List.of("a/json", "a/lines", "text/stream");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*                                | a/json",
        "a/lines                            | a/lines",
        "A/LINES                            | a/lines",
        "a/*                                | a/json",
        "text/*                             | text/stream",
        "a/json;q=0.5, a/lines              | a/lines",
        "a/json;q=0.5, a/lines;q=0.4        | a/json",
        "*/*, a/json;q=0                    | a/lines",
        "*/*;q=0.1, text/stream             | text/stream",
        "text/html, */*;q=0.8               | a/json",
        "a/lines;charset=utf-8;q=0.3        | a/lines",
        "a/*;q=0.9, a/json;q=0.1, */*;q=0.2 | a/lines"
      })
  void the_offer_of_the_highest_quality_is_chosen(String accept, String chosen) {
    assertThat(Accept.choose(accept, OFFERS)).isEqualTo(chosen);
  }

  @Test
  void whoever_accepts_everything_gets_the_first_offer() {
    assertThat(Accept.choose(null, OFFERS)).isEqualTo("a/json");
    assertThat(Accept.choose("", OFFERS)).isEqualTo("a/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "*/*;q=0", "a/json;q=none", "a", ",;,", "a/jso"})
  void nothing_acceptable_is_refused(String accept) {
    assertThatThrownBy(() -> Accept.choose(accept, OFFERS))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.NOT_ACCEPTABLE));
  }
}
