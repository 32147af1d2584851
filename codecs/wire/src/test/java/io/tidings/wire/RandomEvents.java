package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.time.Instant;
import java.util.Random;

/** Events of every shape that the model allows; the same ones for the same seed. */
final class RandomEvents {

  private static final String[] CHARACTERS = {
    "a", "b", "Z", "7", "-", " ", "\"", "\\", "/", "\n", "\t", "\u0001", "\u007f", "é", "ß",
    "\u2028", "東", "\ufeff", "😀", "\uffff"
  };
  private static final String[] TIMES = {
    null,
    "2026-11-23T14:05:06Z",
    "2026-11-23T14:05:06.120+01:00",
    "1985-04-12T23:20:50.52-00:00",
    "2016-12-31T23:59:60Z"
  };
  private static final String[] JSON = {
    "null",
    "0",
    "-1.50E+3",
    "\"\"",
    "\"\\u00e9\\/\"",
    "[]",
    "{ \"a\" : [ 1.10 , {} ] }",
    "\n[\r\n]\t"
  };

  private final Random random;

  RandomEvents(long seed) {
    this.random = new Random(seed);
  }

  RecordedEvent recorded() {
    return new RecordedEvent(
        event(),
        1 + random.nextInt(1000),
        1 + (random.nextLong() >>> 1),
        1 + (random.nextLong() >>> 20),
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1000L));
  }

  NewEvent event() {
    NewEvent.Builder event =
        NewEvent.builder(text(1, 40), text(1, 40), text(1, 40))
            .subject(random.nextBoolean() ? null : text(1, 40))
            .time(TIMES[random.nextInt(TIMES.length)])
            .dataSchema(random.nextBoolean() ? null : text(1, 40));
    for (int extension = random.nextInt(6); extension > 0; extension--) {
      event.extension("x" + Integer.toString(random.nextInt(5000), 36), value());
    }
    return data(event).build();
  }

  private Object value() {
    return switch (random.nextInt(3)) {
      case 0 -> text(0, 60);
      case 1 -> random.nextInt();
      default -> random.nextBoolean();
    };
  }

  private NewEvent.Builder data(NewEvent.Builder event) {
    return switch (random.nextInt(4)) {
      case 0 -> event.contentType(random.nextBoolean() ? null : "image/png");
      case 1 ->
          event
              .contentType(random.nextBoolean() ? null : "application/vnd.x+json")
              .data(Data.of(Data.Form.JSON, trimmed(JSON[random.nextInt(JSON.length)])));
      case 2 ->
          event
              .contentType("text/plain")
              .data(Data.of(Data.Form.TEXT, text(0, 200).getBytes(UTF_8)));
      default -> {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        yield event
            .contentType(random.nextBoolean() ? null : "application/json")
            .data(Data.of(Data.Form.BINARY, bytes));
      }
    };
  }

  /** White space around a value belongs to the document, not to the value. */
  private static byte[] trimmed(String json) {
    return json.strip().getBytes(UTF_8);
  }

  private String text(int least, int most) {
    StringBuilder text = new StringBuilder();
    for (int left = least + random.nextInt(most - least + 1); left > 0; left--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }
}
