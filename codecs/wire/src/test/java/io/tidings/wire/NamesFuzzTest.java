package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.InvalidEvent;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;

/** Whatever is given as a cursor, a time, a name or an attribute is one, or refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class NamesFuzzTest {

  @FuzzTest
  void any_text_is_a_cursor_a_time_a_name_or_refused(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    String utf16 = new String(bytes, java.nio.charset.StandardCharsets.UTF_16BE);
    cursor(text);
    time(text);
    event(text);
    event(utf16);
  }

  private static void cursor(String text) {
    try {
      Cursor cursor = Cursor.parse(text);
      assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("is no cursor: give");
    }
  }

  private static void time(String text) {
    try {
      NewEvent.builder("1", "/s", "t").time(text).build();
      if (!text.contains(":60") && text.length() < 29) {
        OffsetDateTime.parse(text.replaceFirst("(?<=[+-])(?:1[89]|2[0-3]):", "17:"));
      }
    } catch (InvalidEvent refused) {
      assertThat(refused.attribute()).isEqualTo("time");
    }
  }

  private static void event(String text) {
    try {
      NewEvent event =
          NewEvent.builder(text, text, text)
              .subject(text)
              .contentType(text)
              .dataSchema(text)
              .extension("x", text)
              .build();
      assertThat(StreamName.slot(event.stream())).isBetween(0, StreamName.SLOTS - 1);
      assertThat(event.stream()).startsWith(StreamName.category(event.stream()));
      RecordedEvent recorded = new RecordedEvent(event, 1, 1, 1, Instant.EPOCH);
      assertThat(Filter.stream(text).matches(recorded)).isTrue();
      assertThat(Filter.types(text).matches(recorded)).isTrue();
      assertThat(Filter.category(StreamName.category(text)).matches(recorded)).isTrue();
      assertThat(CloudEventsJson.read(CloudEventsJson.write(recorded))).isEqualTo(event);
    } catch (InvalidEvent refused) {
      assertThat(refused).message().isNotBlank();
    }
  }
}
