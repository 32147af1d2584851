package io.tidings.gateway.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LinesTest {

  private static final int LIMIT = 8;

  private static List<String> cut(String text, int chunk) {
    Lines lines = new Lines(LIMIT);
    List<String> cut = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += chunk) {
      lines.feed(java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunk)));
      take(lines, cut);
    }
    lines.end();
    take(lines, cut);
    return cut;
  }

  private static void take(Lines lines, List<String> to) {
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      String text =
          line.tooLong()
              ? "too long: " + line.size()
              : line.blank()
                  ? "blank"
                  : new String(
                      line.bytes(), line.offset(), (int) line.size(), StandardCharsets.UTF_8);
      to.add(line.number() + " " + text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 100})
  void lines_are_the_same_however_they_are_chunked(int chunk) {
    assertThat(cut("one\n\n \t\r\nfour\n12345678\n123456789\nseven\n" + "x".repeat(50), chunk))
        .containsExactly(
            "1 one",
            "2 blank",
            "3 blank",
            "4 four",
            "5 12345678",
            "6 too long: 9",
            "7 seven",
            "8 too long: 50");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 100})
  void a_newline_at_the_end_begins_no_line(int chunk) {
    assertThat(cut("one\n", chunk)).containsExactly("1 one");
    assertThat(cut("\n", chunk)).containsExactly("1 blank");
    assertThat(cut("", chunk)).isEmpty();
  }

  @Test
  void lines_are_taken_one_at_a_time_from_what_was_fed() {
    Lines lines = new Lines(LIMIT);
    lines.feed("a\nb\n".getBytes(StandardCharsets.UTF_8));
    lines.feed("c\nd".getBytes(StandardCharsets.UTF_8));

    assertThat(lines.next().number()).isEqualTo(1);
    assertThat(lines.next().number()).isEqualTo(2);
    assertThat(lines.next().number()).isEqualTo(3);
    assertThat(lines.next()).isNull();
  }
}
