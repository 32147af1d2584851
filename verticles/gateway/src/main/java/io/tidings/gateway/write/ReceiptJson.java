package io.tidings.gateway.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tidings.model.AppendResult;
import io.tidings.model.Receipt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes receipts as JSON: those of one append as a document, or those of many as lines. */
final class ReceiptJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final SerializedString NEWLINE = new SerializedString("\n");
  private static final int BYTES_EACH = 256;

  private final ByteArrayOutputStream bytes;
  private final JsonGenerator json;

  /** For about so many receipts. */
  ReceiptJson(int receipts) {
    bytes = new ByteArrayOutputStream(receipts * BYTES_EACH);
    try {
      json = JSON.createGenerator(bytes).setRootValueSeparator(NEWLINE);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** {@code {"results": [...]}}. */
  static Buffer results(AppendResult.Recorded recorded) {
    ReceiptJson writer = new ReceiptJson(recorded.receipts().size());
    try {
      writer.json.writeStartObject();
      writer.json.writeArrayFieldStart("results");
      for (Receipt receipt : recorded.receipts()) {
        writer.receipt(receipt, recorded.duplicate());
      }
      writer.json.writeEndArray();
      writer.json.writeEndObject();
      return writer.finish();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A line for an append of one event. */
  void line(AppendResult.Recorded recorded) {
    try {
      receipt(recorded.receipts().get(0), recorded.duplicate());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A line of another kind. */
  void line(JsonObject object) {
    try {
      json.writeRawValue(object.encode());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The lines. */
  Buffer lines() {
    try {
      json.writeRaw('\n');
      return finish();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Buffer finish() throws IOException {
    json.close();
    return Buffer.buffer(bytes.toByteArray());
  }

  private void receipt(Receipt receipt, boolean duplicate) throws IOException {
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
}
