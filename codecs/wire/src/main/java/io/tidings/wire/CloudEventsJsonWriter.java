package io.tidings.wire;

import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;

/** Writes recorded events as JSON text. */
final class CloudEventsJsonWriter {

  private CloudEventsJsonWriter() {}

  static void write(JsonWriter json, RecordedEvent recorded) {
    begin(json, recorded.event());
    json.plain("tidingsversion", Long.toString(recorded.version()));
    json.plain("tidingsposition", Long.toString(recorded.position()));
    json.plain("tidingsepoch", Long.toString(recorded.epoch()));
    json.plain("tidingsrecorded", micros(recorded.recordedAt()));
    end(json, recorded.event());
  }

  static void write(JsonWriter json, NewEvent event) {
    begin(json, event);
    end(json, event);
  }

  private static void begin(JsonWriter json, NewEvent event) {
    json.raw("{\"specversion\":\"" + Attributes.SPEC_VERSION + "\"");
    json.member("id", event.id());
    json.member("source", event.source());
    json.member("type", event.type());
    json.member("subject", event.subject());
    json.member("time", event.time());
    json.member("datacontenttype", event.contentType());
    json.member("dataschema", event.dataSchema());
    extensions(json, event.extensions());
    json.member("tidingsstream", event.stream());
  }

  private static void end(JsonWriter json, NewEvent event) {
    if (event.data() != null) {
      data(json, event.data());
    }
    json.raw("}");
  }

  private static void extensions(JsonWriter json, Map<String, Object> extensions) {
    if (extensions.isEmpty()) {
      return;
    }
    String[] names = extensions.keySet().toArray(String[]::new);
    Arrays.sort(names);
    for (String name : names) {
      Object value = extensions.get(name);
      if (value instanceof String text) {
        json.member(name, text);
      } else {
        json.raw(",\"" + name + "\":" + value);
      }
    }
  }

  private static void data(JsonWriter json, Data data) {
    switch (data.form()) {
      case JSON -> {
        json.raw(",\"data\":");
        json.bytes(data);
      }
      case TEXT -> {
        byte[] text = data.toByteArray();
        if (Utf8.firstMalformed(text, 0, text.length) < 0) {
          json.raw(",\"data\":");
          json.string(text);
        } else {
          json.base64(text);
        }
      }
      case BINARY -> json.base64(data.toByteArray());
    }
  }

  /** RFC 3339 in UTC, always with six digits of the second, so that the texts sort as the times. */
  static String micros(Instant instant) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    byte[] text = "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.US_ASCII);
    digits(text, 0, 4, utc.getYear());
    digits(text, 5, 7, utc.getMonthValue());
    digits(text, 8, 10, utc.getDayOfMonth());
    digits(text, 11, 13, utc.getHour());
    digits(text, 14, 16, utc.getMinute());
    digits(text, 17, 19, utc.getSecond());
    digits(text, 20, 26, utc.getNano() / 1000);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static void digits(byte[] text, int from, int to, int number) {
    int rest = number;
    for (int at = to - 1; at >= from; at--) {
      text[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
