package io.tidings.wire;

import io.vertx.core.buffer.Buffer;

/**
 * Writes messages, one after the other, into memory that it keeps; the last one can be had any
 * number of times. For one thread.
 */
final class Encoder {

  private final WireWriter head = new WireWriter();
  private final WireWriter body = new WireWriter();
  private Object last;

  /** Encodes the message, unless it is the very one that was encoded last. */
  void encode(Object message) {
    if (message == last) {
      return;
    }
    last = null;
    head.clear();
    body.clear();
    Kind<?> kind = Kind.of(message);
    kind.write(body, message);
    head.number(1, Messages.FORMAT);
    head.number(2, kind.number());
    body.strings().forEach(text -> head.text(3, text));
    head.announce(4, body.length());
    last = message;
  }

  int length() {
    return head.length() + body.length();
  }

  void appendTo(Buffer buffer) {
    buffer.appendBytes(head.array(), 0, head.length()).appendBytes(body.array(), 0, body.length());
  }

  byte[] bytes() {
    byte[] bytes = new byte[length()];
    System.arraycopy(head.array(), 0, bytes, 0, head.length());
    System.arraycopy(body.array(), 0, bytes, head.length(), body.length());
    return bytes;
  }
}
