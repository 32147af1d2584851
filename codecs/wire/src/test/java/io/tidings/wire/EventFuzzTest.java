package io.tidings.wire;

import static io.tidings.wire.Allocations.bounded;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is posted as an event, a batch or a line is that, or refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class EventFuzzTest {

  private static final Limits LIMITS = new Limits(2000, 3);
  private static final ObjectMapper JACKSON = EventMapper.create();

  static Stream<byte[]> documents() {
    RandomEvents events = new RandomEvents(4);
    return Stream.concat(
        vectors(), Stream.generate(events::recorded).limit(20).map(CloudEventsJson::write));
  }

  private static Stream<byte[]> vectors() {
    return Stream.of("accepted.json", "refused.json", "batches.json")
        .flatMap(Vectors::cases)
        .map(Named::getPayload)
        .filter(vector -> vector.has("document") || vector.has("document_hex"))
        .map(Vectors::document);
  }

  @MethodSource("documents")
  @FuzzTest
  void any_bytes_are_events_or_refused(byte[] bytes) throws IOException {
    NewEvent event = read(bytes, () -> CloudEventsJson.read(bytes));
    List<NewEvent> batch = read(bytes, () -> CloudEventsJson.readBatch(bytes, LIMITS));
    if (event != null || batch != null) {
      jacksonTakes(bytes);
    }
    if (event != null) {
      comesBack(event);
    }
    if (batch != null) {
      assertThat(batch).hasSizeLessThanOrEqualTo(LIMITS.maxEvents());
      comesBack(batch);
    }
  }

  private static void jacksonTakes(byte[] json) throws IOException {
    try (JsonParser parser = JACKSON.createParser(json)) {
      while (parser.nextToken() != null) {
        continue;
      }
    }
  }

  private static void comesBack(NewEvent event) {
    RecordedEvent recorded = recorded(event, 1);
    assertThat(CloudEventsJson.read(CloudEventsJson.write(recorded))).isEqualTo(event);
    Buffer line = Buffer.buffer();
    CloudEventsJson.appendLine(line, recorded);
    assertThat(line.toString()).doesNotContain("\n", "\r");
    NewEvent fromLine = CloudEventsJson.read(line.getBytes());
    assertThat(fromLine.extensions()).isEqualTo(event.extensions());
    assertThat(Messages.read(Messages.write(recorded))).isEqualTo(recorded);
  }

  private static void comesBack(List<NewEvent> batch) {
    List<RecordedEvent> recorded = new ArrayList<>();
    batch.forEach(event -> recorded.add(recorded(event, 1 + recorded.size())));
    Buffer written = Buffer.buffer();
    CloudEventsJson.appendBatch(written, recorded);
    assertThat(CloudEventsJson.readBatch(written.getBytes(), Limits.DEFAULT)).isEqualTo(batch);
  }

  private static RecordedEvent recorded(NewEvent event, long position) {
    return new RecordedEvent(event, 1, position, 1, Instant.EPOCH);
  }

  private static <T> T read(byte[] bytes, Supplier<T> reading) {
    try {
      return bounded(bytes.length, reading);
    } catch (MalformedEvent refused) {
      assertThat(refused.byteOffset()).isBetween(-1L, (long) bytes.length);
      assertThat(refused).message().isNotBlank().hasSizeLessThan(600);
      return null;
    }
  }
}
