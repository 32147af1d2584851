package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CloudEventsJsonTest {

  private static final String REQUIRED =
      "\"specversion\":\"1.0\",\"id\":\"A1\",\"source\":\"/s\",\"type\":\"t\"";

  @Test
  void an_event_in_the_middle_of_an_array_is_read_with_offsets_from_its_own_beginning() {
    byte[] document = ("{" + REQUIRED + ",\"attempt\":1.5}").getBytes(UTF_8);
    byte[] line = Arrays.copyOf(document, document.length + 100);
    System.arraycopy(document, 0, line, 50, document.length);
    Arrays.fill(line, 0, 50, (byte) 0xff);
    Arrays.fill(line, 50 + document.length, line.length, (byte) 0xff);

    assertThatExceptionOfType(MalformedEvent.class)
        .isThrownBy(() -> CloudEventsJson.read(line, 50, document.length))
        .withMessage(
            "attribute 'attempt' is a number, but no integer of 32 bits: send it as a string"
                + " (byte "
                + (document.length - 4)
                + ")");
  }

  @Test
  void a_range_outside_of_the_array_is_the_callers_fault() {
    assertThatThrownBy(() -> CloudEventsJson.read(new byte[10], 5, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void an_event_of_a_megabyte_in_one_string_is_read() {
    String data = "\"" + "é\\n".repeat(262_144) + "\"";

    NewEvent event =
        CloudEventsJson.read(("{" + REQUIRED + ",\"data\":" + data + "}").getBytes(UTF_8));

    assertThat(event.data().text()).isEqualTo(data);
  }

  @Test
  void many_attributes_cost_time_in_proportion() {
    StringBuilder document = new StringBuilder("{" + REQUIRED);
    IntStream.range(0, 50_000)
        .forEach(n -> document.append(",\"x").append(n).append("\":").append(n));

    NewEvent event = CloudEventsJson.read(document.append('}').toString().getBytes(UTF_8));

    assertThat(event.extensions()).hasSize(50_000);
  }

  @Test
  void data_does_not_keep_a_large_batch_in_memory() {
    String small = "{" + REQUIRED + ",\"data\":\"small\"}";
    String large = "{" + REQUIRED + ",\"data\":\"" + "x".repeat(10_000) + "\"}";
    byte[] batch = ("[" + small + "," + large + "]").getBytes(UTF_8);

    List<NewEvent> events = CloudEventsJson.readBatch(batch, Limits.DEFAULT);
    Arrays.fill(batch, (byte) '?');

    assertThat(events.get(0).data().text()).isEqualTo("\"small\"");
    assertThat(events.get(1).data().text()).isEqualTo("?".repeat(10_002));
  }

  @Test
  void events_come_back_from_json_as_they_were_recorded() {
    RandomEvents events = new RandomEvents(1);
    for (int round = 0; round < 20_000; round++) {
      RecordedEvent recorded = events.recorded();

      NewEvent read = CloudEventsJson.read(CloudEventsJson.write(recorded));

      assertThat(read).isEqualTo(recorded.event());
    }
  }

  @Test
  void batches_come_back_in_their_order() {
    RandomEvents events = new RandomEvents(2);
    for (int size = 0; size < 50; size++) {
      List<RecordedEvent> recorded =
          IntStream.range(0, size).mapToObj(each -> events.recorded()).toList();
      Buffer batch = Buffer.buffer();

      CloudEventsJson.appendBatch(batch, recorded);

      assertThat(CloudEventsJson.readBatch(batch.getBytes(), Limits.DEFAULT))
          .isEqualTo(recorded.stream().map(RecordedEvent::event).toList());
    }
  }

  @Test
  void an_event_is_appended_as_it_is_written() {
    RecordedEvent event = new RandomEvents(3).recorded();
    Buffer buffer = Buffer.buffer("before");

    CloudEventsJson.append(buffer, event);

    assertThat(buffer.getBytes(6, buffer.length())).isEqualTo(CloudEventsJson.write(event));
  }

  @Test
  void a_line_has_no_line_breaks_and_otherwise_the_same_bytes() {
    String data = "{\r\n  \"a\" : \"x\\ny\"\n}";
    RecordedEvent event =
        recorded(
            NewEvent.builder("1", "/s", "t\nu")
                .data(Data.of(Data.Form.JSON, data.getBytes(UTF_8))));
    Buffer line = Buffer.buffer();

    CloudEventsJson.appendLine(line, event);

    String written = new String(CloudEventsJson.write(event), UTF_8);
    assertThat(line.toString()).isEqualTo(written.replace('\n', ' ').replace('\r', ' '));
    assertThat(line.toString()).contains("{    \"a\" : \"x\\ny\" }");
  }

  @Test
  void text_that_is_no_utf_8_is_written_as_binary() {
    byte[] latin = {'Z', (byte) 0xfc, 'r'};
    RecordedEvent event =
        recorded(NewEvent.builder("1", "/s", "t").data(Data.of(Data.Form.TEXT, latin)));

    NewEvent read = CloudEventsJson.read(CloudEventsJson.write(event));

    assertThat(read.data()).isEqualTo(Data.of(Data.Form.BINARY, latin));
  }

  @Test
  void reserved_attributes_of_an_event_are_not_written() {
    RecordedEvent event =
        recorded(NewEvent.builder("1", "/s", "t").extension("tidingsposition", "99"));

    assertThat(new String(CloudEventsJson.write(event), UTF_8))
        .containsOnlyOnce("tidingsposition")
        .doesNotContain("99");
  }

  /** {@code -Dtidings.events=FILE} reads the lines of another file instead. */
  @Test
  void every_line_of_a_file_comes_back_as_it_was_sent() throws IOException {
    Path file = Path.of(System.getProperty("tidings.events", Vectors.file("lines.ndjson")));
    for (String line : Files.readAllLines(file)) {
      NewEvent event = CloudEventsJson.read(line.getBytes(UTF_8));
      assertThat(line.replaceFirst("\"data\": ", "\"data\":"))
          .contains("\"data\":" + event.data().text());

      byte[] written = CloudEventsJson.write(recorded(event));

      assertThat(CloudEventsJson.read(written)).isEqualTo(event);
      assertThat(new String(written, UTF_8)).endsWith("\"data\":" + event.data().text() + "}");
    }
  }

  private static RecordedEvent recorded(NewEvent.Builder event) {
    return recorded(event.build());
  }

  private static RecordedEvent recorded(NewEvent event) {
    return new RecordedEvent(event, 1, 2, 3, Instant.EPOCH);
  }
}
