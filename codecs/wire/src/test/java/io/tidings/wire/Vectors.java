package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;

/** The golden files that every language must match. */
final class Vectors {

  private static final Path DIRECTORY =
      Path.of(System.getProperty("basedir", "."), "..", "vectors", "cloudevents");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  static String file(String name) {
    return DIRECTORY.resolve(name).toString();
  }

  static Stream<Named<JsonNode>> cases(String file) {
    try {
      JsonNode cases = JSON.readTree(DIRECTORY.resolve(file).toFile());
      return StreamSupport.stream(cases.spliterator(), false)
          .map(each -> Named.of(each.path("name").asText(each.path("stream").asText()), each));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static byte[] document(JsonNode vector) {
    return vector.has("document")
        ? vector.get("document").textValue().getBytes(UTF_8)
        : HexFormat.of().parseHex(vector.get("document_hex").textValue());
  }

  static NewEvent event(JsonNode vector) {
    JsonNode attributes = vector.get("event");
    NewEvent.Builder event =
        NewEvent.builder(
                attributes.get("id").textValue(),
                attributes.get("source").textValue(),
                attributes.get("type").textValue())
            .stream(vector.get("stream").textValue())
            .subject(attributes.path("subject").textValue())
            .time(attributes.path("time").textValue())
            .contentType(attributes.path("datacontenttype").textValue())
            .dataSchema(attributes.path("dataschema").textValue())
            .data(data(vector.get("data")));
    attributes
        .path("extensions")
        .fields()
        .forEachRemaining(each -> event.extension(each.getKey(), value(each.getValue())));
    return event.build();
  }

  private static Object value(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    return value.isInt() ? (Object) value.intValue() : (Object) value.booleanValue();
  }

  private static Data data(JsonNode data) {
    return data.isNull()
        ? null
        : Data.of(
            Data.Form.valueOf(data.get("form").textValue()),
            HexFormat.of().parseHex(data.get("hex").textValue()));
  }
}
