package io.tidings.gateway.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidings.model.AppendResult;
import io.tidings.model.Receipt;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Receipts as JSON. */
final class ReceiptJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int BYTES_EACH = 256;

  private ReceiptJson() {}

  /** {@code {"results": [...]}}. */
  static Buffer results(AppendResult.Recorded recorded) {
    return write(
        recorded.receipts().size(),
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("results");
          for (Receipt receipt : recorded.receipts()) {
            receipt(json, receipt, recorded.duplicate());
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** The receipt of an append of one event. */
  static Buffer line(AppendResult.Recorded recorded) {
    return write(1, json -> receipt(json, recorded.receipts().get(0), recorded.duplicate()));
  }

  private static void receipt(JsonGenerator json, Receipt receipt, boolean duplicate)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", receipt.id());
    json.writeStringField("source", receipt.source());
    json.writeStringField("stream", receipt.stream());
    json.writeNumberField("version", receipt.version());
    json.writeNumberField("position", receipt.position());
    json.writeNumberField("epoch", receipt.epoch());
    json.writeBooleanField("duplicate", duplicate);
    json.writeEndObject();
  }

  @FunctionalInterface
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static Buffer write(int receipts, Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(receipts * BYTES_EACH);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Buffer.buffer(bytes.toByteArray());
  }
}
