package io.tidings.gateway.consumers;

import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.HeldStreams.Replacement;
import io.tidings.model.Data;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.CloudEventsJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Dead letters as JSON. */
final class DeadLetterJson {

  private DeadLetterJson() {}

  /** Without traces. */
  static JsonObject summary(DeadLetter letter) {
    JsonObject json =
        new JsonObject()
            .put("position", letter.event().position())
            .put("stream", letter.stream())
            .put("slot", letter.slot())
            .put("state", Words.write(letter.state()))
            .put("type", letter.event().type())
            .put("source", letter.event().source())
            .put("id", letter.event().id())
            .put("since", letter.since().toString())
            .put("redrives", letter.redrives())
            .put("edited", letter.replacement() != null)
            .put("attempts", letter.attempts().size());
    if (!letter.attempts().isEmpty()) {
      Attempt last = letter.attempts().get(letter.attempts().size() - 1);
      json.put("error", last.error()).put("message", last.message());
    }
    return json;
  }

  /**
   * All that is known.
   *
   * @param event as it was recorded, or null if the log does not have it
   * @param waiting events of the stream behind it
   * @param more whether there are more of them
   */
  static Buffer whole(DeadLetter letter, RecordedEvent event, int waiting, boolean more) {
    JsonArray attempts = new JsonArray();
    letter.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
    JsonObject json =
        summary(letter)
            .put("attempts", attempts)
            .put("waiting", new JsonObject().put("events", waiting).put("more", more));
    if (letter.replacement() != null) {
      json.put("replacement", replacement(letter.replacement()));
    }
    String text = json.encode();
    Buffer buffer = Buffer.buffer(text.substring(0, text.length() - 1));
    if (event != null) {
      buffer.appendString(",\"event\":");
      CloudEventsJson.append(buffer, event);
    }
    return buffer.appendString("}");
  }

  private static JsonObject attempt(Attempt attempt) {
    return new JsonObject()
        .put("number", attempt.number())
        .put("at", attempt.at().toString())
        .put("node", attempt.node())
        .put("handler", attempt.handler())
        .put("error", attempt.error())
        .put("message", attempt.message())
        .put("trace", attempt.trace());
  }

  private static JsonObject replacement(Replacement replacement) {
    JsonObject json = new JsonObject().put("datacontenttype", replacement.contentType());
    Data.Form form = Data.Form.valueOf(replacement.form());
    return switch (form) {
      case BINARY -> json.put("data_base64", replacement.data());
      case TEXT -> json.put("data", new String(replacement.data(), StandardCharsets.UTF_8));
      case JSON ->
          json.put("data", io.vertx.core.json.Json.decodeValue(Buffer.buffer(replacement.data())));
    };
  }
}
