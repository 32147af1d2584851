package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class CloudEventsFuzzTest {

  private static final byte[] INTERESTING = "{}[]:,\"\\\n\0 -+.eE019untf\u007f/=".getBytes(UTF_8);

  private final Random random = new Random(42);
  private int accepted;
  private int refused;

  @Test
  void any_bytes_are_an_event_or_a_refusal() {
    List<byte[]> documents = documents();
    for (int round = 0; round < 40_000; round++) {
      byte[] mutated = mutated(documents.get(random.nextInt(documents.size())));
      NewEvent event = read(mutated, () -> CloudEventsJson.read(mutated));
      if (event != null) {
        byte[] written = CloudEventsJson.write(new RecordedEvent(event, 1, 1, 1, Instant.EPOCH));
        assertThat(CloudEventsJson.read(written)).isEqualTo(event);
      }
    }
    assertThat(accepted).isGreaterThan(2_000);
    assertThat(refused).isGreaterThan(2_000);
  }

  @Test
  void any_bytes_are_a_batch_or_a_refusal() {
    RandomEvents events = new RandomEvents(5);
    for (int round = 0; round < 8_000; round++) {
      Buffer batch = Buffer.buffer();
      CloudEventsJson.appendBatch(batch, List.of(events.recorded(), events.recorded()));
      byte[] mutated = mutated(batch.getBytes());
      read(mutated, () -> CloudEventsJson.readBatch(mutated, new Limits(2000, 3)));
    }
    assertThat(accepted).isGreaterThan(500);
    assertThat(refused).isGreaterThan(500);
  }

  @Test
  void any_header_and_body_are_an_event_or_a_refusal() {
    String[] names = {
      "ce-specversion",
      "ce-id",
      "ce-source",
      "ce-type",
      "ce-subject",
      "ce-time",
      "ce-x",
      "ce-schemaversion",
      "ce-stream",
      "content-type",
      "ce-",
      "ce-data"
    };
    String[] values = {
      "1.0",
      "%41",
      "\"a\"",
      "a",
      "2026-11-23T14:05:06Z",
      "b",
      "7",
      "1",
      "c",
      "text/json",
      "%e9",
      "\"",
      "é",
      "%",
      "",
      " ",
      "\"\\"
    };
    for (int round = 0; round < 30_000; round++) {
      List<Map.Entry<String, String>> headers = new ArrayList<>();
      for (int each = 0; each < 4; each++) {
        headers.add(Map.entry(names[each], values[each]));
      }
      for (int more = random.nextInt(4); more > 0; more--) {
        int name = random.nextInt(names.length);
        int value = random.nextBoolean() ? random.nextInt(values.length) : name;
        headers.set(random.nextInt(headers.size()), Map.entry(names[name], values[value]));
        headers.add(Map.entry(names[random.nextInt(4)], values[random.nextInt(4)]));
      }
      byte[] body = mutated("{\"a\":[1]}".getBytes(UTF_8));
      read(body, () -> CloudEventsHttp.read(headers, body));
    }
    assertThat(accepted).isGreaterThan(500);
    assertThat(refused).isGreaterThan(500);
  }

  private <T> T read(byte[] bytes, Supplier<T> reading) {
    try {
      T event = reading.get();
      accepted++;
      return event;
    } catch (MalformedEvent refusal) {
      refused++;
      assertThat(refusal.byteOffset()).isBetween(-1L, (long) bytes.length);
      return null;
    } catch (RuntimeException | StackOverflowError unexpected) {
      return fail(HexFormat.of().formatHex(bytes), unexpected);
    }
  }

  private static List<byte[]> documents() {
    List<byte[]> documents = new ArrayList<>();
    Vectors.cases("accepted.json")
        .map(Named::getPayload)
        .map(Vectors::document)
        .forEach(documents::add);
    RandomEvents events = new RandomEvents(4);
    for (int each = 0; each < 200; each++) {
      documents.add(CloudEventsJson.write(events.recorded()));
    }
    return documents;
  }

  private byte[] mutated(byte[] document) {
    byte[] bytes = document.clone();
    for (int change = random.nextInt(4); change > 0 && bytes.length > 1; change--) {
      int at = random.nextInt(bytes.length);
      int to = at + random.nextInt(Math.min(20, bytes.length - at));
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = INTERESTING[random.nextInt(INTERESTING.length)];
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = spliced(bytes, at, to, to);
        case 4 -> bytes = spliced(bytes, to, at, to);
        default -> bytes = spliced(bytes, at, random.nextInt(bytes.length), bytes.length);
      }
    }
    return bytes;
  }

  /** The bytes before {@code end}, then those between, then the rest from {@code to}. */
  private static byte[] spliced(byte[] bytes, int end, int from, int to) {
    Buffer spliced = Buffer.buffer().appendBytes(bytes, 0, end);
    if (from < to) {
      spliced.appendBytes(bytes, from, to - from);
    }
    return spliced.appendBytes(bytes, to, bytes.length - to).getBytes();
  }
}
