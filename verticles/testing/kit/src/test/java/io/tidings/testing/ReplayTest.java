package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.RecordedEvent;
import io.tidings.wire.CloudEventsJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayTest {

  @TempDir Path directory;

  @Test
  void what_was_exported_is_read_as_it_was_recorded_and_records_again() throws IOException {
    List<RecordedEvent> recorded;
    try (TestTidings test = TestTidings.begin()) {
      test.publish("parcel-P1", new Parcel.SentV1("P1", "book"));
      test.publish("parcel-P2", new Parcel.Sent("P2", List.of("pen")));
      test.publish("parcel-P1", new Parcel.Arrived("P1", "Graz"));
      recorded = test.events();
    }

    Replay replay = Replay.of(exported(recorded));

    assertThat(replay.events()).isEqualTo(recorded);
    try (TestTidings other = TestTidings.begin()) {
      replay.into(other.tidings().log());
      assertThat(other.events())
          .extracting(RecordedEvent::event)
          .isEqualTo(recorded.stream().map(RecordedEvent::event).toList());
    }
  }

  @Test
  void older_events_are_read_as_those_of_today() throws IOException {
    try (TestTidings test = TestTidings.begin()) {
      test.publish("parcel-P1", new Parcel.SentV1("P1", "book"));
      test.publish("parcel-P2", new Parcel.Sent("P2", List.of("pen", "ink")));

      Map<String, Integer> items =
          Replay.of(exported(test.events()))
              .states(
                  Parcel.FAMILY,
                  0,
                  (count, event) ->
                      event instanceof Parcel.Sent sent ? count + sent.items().size() : count);

      assertThat(items).isEqualTo(Map.of("parcel-P1", 1, "parcel-P2", 2));
    }
  }

  @Test
  void a_line_that_is_no_event_of_a_log_is_named() throws IOException {
    Path file = Files.writeString(directory.resolve("log.ndjson"), "\n{\"specversion\":\"1.0\"}\n");

    assertThatThrownBy(() -> Replay.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("log.ndjson, line 2");
  }

  private Path exported(List<RecordedEvent> events) throws IOException {
    Buffer lines = Buffer.buffer();
    for (RecordedEvent event : events) {
      CloudEventsJson.appendLine(lines, event);
      lines.appendString("\n");
    }
    return Files.write(directory.resolve("exported.ndjson"), lines.getBytes());
  }
}
