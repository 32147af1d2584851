package io.tidings.gateway.live;

import io.tidings.model.Cursor;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.CloudEventsJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Server-sent events, as the HTML standard has them. */
final class SseFormat {

  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEWLINE = {'\n'};

  private SseFormat() {}

  /** A message: the cursor as its id, CloudEvents JSON as its data. */
  static void event(Buffer to, RecordedEvent event) {
    to.appendString("id: ").appendString(event.cursor().toString()).appendBytes(NEWLINE);
    data(to, CloudEventsJson.write(event));
    to.appendBytes(NEWLINE);
  }

  /** Moves the client's Last-Event-ID on; without data nothing is dispatched to its handlers. */
  static Buffer cursor(Cursor cursor) {
    return Buffer.buffer("id: " + cursor + "\n\n");
  }

  /** Keeps the connection alive and is not seen by the client's handlers. */
  static Buffer comment() {
    return Buffer.buffer(":\n\n");
  }

  /** How long a client waits before it connects again. */
  static Buffer retry(long millis) {
    return Buffer.buffer("retry: " + millis + "\n\n");
  }

  /** A message of a type of its own. */
  static Buffer named(String type, JsonObject json) {
    Buffer message = Buffer.buffer("event: " + type + "\n");
    data(message, json.encode().getBytes(StandardCharsets.UTF_8));
    return message.appendBytes(NEWLINE);
  }

  /** A line of the data becomes a field of its own; the client joins them with a line feed. */
  private static void data(Buffer to, byte[] bytes) {
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n' || bytes[at] == '\r') {
        line(to, bytes, from, at);
        if (bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n') {
          at++;
        }
        from = at + 1;
      }
    }
    line(to, bytes, from, bytes.length);
  }

  private static void line(Buffer to, byte[] bytes, int from, int end) {
    to.appendBytes(DATA).appendBytes(bytes, from, end - from).appendBytes(NEWLINE);
  }
}
