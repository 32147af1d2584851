package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonScannerTest {

  private static final ObjectMapper JACKSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        " true ",
        "\t\r\n-0",
        "0.10e-05",
        "1E+2",
        "\"\"",
        "\"\\u00e9\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "[]",
        "{ }",
        "[1,{\"a\":[null]},\"é😀\"]",
        "{\"a\":1,\"a\":2}"
      })
  void any_json_value_is_passed_over(String json) {
    assertThat(accepts(json.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 0",
        "`   ` | 3",
        "nul | 3",
        "nulL | 3",
        "[1,] | 3",
        "[1 2] | 3",
        "{\"a\"} | 4",
        "{\"a\":} | 5",
        "{\"a\":1,} | 7",
        "{a:1} | 1",
        "[ | 1",
        "{\"a\":[1,2 | 9",
        "01 | 1",
        "-x | 1",
        "+1 | 0",
        ".5 | 0",
        "1. | 2",
        "1.e5 | 2",
        "1e | 2",
        "NaN | 0",
        "'a' | 0",
        "\"ab | 0",
        "[\"ab\\ | 4",
        "[\"ab\\x\"] | 4",
        "[\"ab\\u12g4\"] | 4",
        "[1]x | 3",
        "// x | 0"
      })
  void anything_else_is_refused_at_the_byte_where_it_goes_wrong(String json, long offset) {
    assertThatExceptionOfType(MalformedEvent.class)
        .isThrownBy(() -> scan(json.getBytes(UTF_8)))
        .satisfies(refusal -> assertThat(refusal.byteOffset()).isEqualTo(offset));
  }

  @Test
  void control_characters_in_strings_are_refused_and_the_escape_is_shown() {
    assertThatExceptionOfType(MalformedEvent.class)
        .isThrownBy(() -> scan("[\"0123456789\n\"]".getBytes(UTF_8)))
        .withMessage("control character in a string: write it as \\u000a (byte 12)");
  }

  @Test
  void a_byte_order_mark_is_refused() {
    assertThatExceptionOfType(MalformedEvent.class)
        .isThrownBy(() -> scan("\ufeff{}".getBytes(UTF_8)))
        .withMessageContaining("byte order mark");
  }

  @Test
  void values_may_be_a_thousand_levels_deep_and_no_deeper() {
    assertThat(accepts(nested(1000))).isTrue();
    assertThatExceptionOfType(MalformedEvent.class)
        .isThrownBy(() -> scan(nested(1001)))
        .withMessage("values are nested deeper than 1000 levels: send a flatter one (byte 1000)");
    assertThat(accepts(nested(1_000_000))).isFalse();
  }

  @Test
  void numbers_may_have_a_thousand_characters_and_no_more() {
    assertThat(accepts("9".repeat(1000).getBytes(UTF_8))).isTrue();
    assertThat(accepts("9".repeat(1001).getBytes(UTF_8))).isFalse();
  }

  @Test
  void strings_and_names_may_be_as_long_as_the_text() {
    String megabyte = "é".repeat(500_000);

    assertThat(accepts(("{\"" + megabyte + "\":\"" + megabyte + "\"}").getBytes(UTF_8))).isTrue();
  }

  @Test
  void random_texts_are_judged_as_jackson_judges_them() {
    Random random = new Random(11);
    String[] valid = {
      "{\"a\":[1,-2.5e+10,true,false,null],\"b\":{\"c\":\"x\\u00e9y\",\"d\":[]},\"e\":\"long enough\"}",
      "[[],{},\"\",0,{\"k\":\"v\\\\\"}]",
      "  {\"n\" : -0.0E-1 , \"s\" : \"\\b\\t\" } "
    };
    String alphabet = "{}[]:,\"\\ \n-+.eE0123456789truefalsn/ux";
    int accepted = 0;
    for (int round = 0; round < 300_000; round++) {
      byte[] json = valid[random.nextInt(valid.length)].getBytes(UTF_8);
      for (int change = random.nextInt(3); change >= 0; change--) {
        json[random.nextInt(json.length)] =
            (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      boolean judged = accepts(json);
      assertThat(judged).as(new String(json, UTF_8)).isEqualTo(jacksonAccepts(json));
      accepted += judged ? 1 : 0;
    }
    assertThat(accepted).isBetween(10_000, 290_000);
  }

  private static byte[] nested(int levels) {
    return ("[".repeat(levels) + "]".repeat(levels)).getBytes(UTF_8);
  }

  private static boolean accepts(byte[] json) {
    try {
      scan(json);
      return true;
    } catch (MalformedEvent refused) {
      return false;
    }
  }

  private static void scan(byte[] json) {
    JsonScanner scanner = new JsonScanner(json, 0, json.length);
    scanner.skipValue();
    scanner.end();
  }

  private static boolean jacksonAccepts(byte[] json) {
    try {
      return !JACKSON.readTree(json).isMissingNode();
    } catch (IOException refused) {
      return false;
    }
  }
}
