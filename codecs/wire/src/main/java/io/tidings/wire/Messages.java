package io.tidings.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Tidings' messages as bytes: {@code message Envelope} of {@code codecs/vectors/bus/tidings.proto}.
 * Thread-safe. Later versions may add fields and kinds; both are passed over.
 */
public final class Messages {

  /** The layout of the envelope; a reader does not look into one of a later format. */
  public static final int FORMAT = 1;

  private Messages() {}

  /**
   * The message as bytes.
   *
   * @throws IllegalArgumentException if the object is none of Tidings' messages
   */
  public static byte[] write(Object message) {
    Encoder encoder = new Encoder();
    encoder.encode(message);
    return encoder.bytes();
  }

  /**
   * The message, or an {@link UnknownMessage} if a later version sent it. Payloads are views of
   * {@code bytes}, which must not change any more.
   *
   * @throws MalformedMessage if the bytes are no message
   */
  public static Object read(byte[] bytes) {
    try {
      return readEnvelope(bytes);
    } catch (MalformedMessage e) {
      throw e;
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new MalformedMessage(e.getMessage(), e);
    }
  }

  private static Object readEnvelope(byte[] bytes) {
    List<String> strings = new ArrayList<>();
    WireReader envelope = new WireReader(bytes, 0, bytes.length, strings);
    int format = 0;
    int kind = 0;
    WireReader body = null;
    for (int field = envelope.next(); field != 0; field = envelope.next()) {
      switch (field) {
        case 1 -> format = envelope.smallNumber();
        case 2 -> kind = envelope.smallNumber();
        case 3 -> strings.add(envelope.text());
        case 4 -> body = envelope.message();
        default -> envelope.skip();
      }
    }
    if (format == 0 || kind == 0 || body == null) {
      throw new MalformedMessage("format, kind or body is missing");
    }
    Kind<?> known = format == FORMAT ? Kind.of(kind) : null;
    return known == null ? new UnknownMessage(format, kind) : known.reader().apply(body);
  }
}
