package io.tidings.wire;

import io.tidings.model.Data;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Collects JSON text. For one thread. */
final class JsonWriter {

  private static final int LONGEST_ESCAPE = 6;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] array;
  private int length;

  JsonWriter(int capacity) {
    this.array = new byte[capacity];
  }

  /** A further member, unless the value is null; the name needs no escapes. */
  void member(String name, String value) {
    if (value != null) {
      name(name);
      string(value.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A further member; neither the name nor the value needs escapes. */
  void plain(String name, String value) {
    name(name);
    raw("\"");
    raw(value);
    raw("\"");
  }

  private void name(String name) {
    raw(",\"");
    raw(name);
    raw("\":");
  }

  /** ASCII text as it is. */
  @SuppressWarnings("deprecation") // String.getBytes(int, int, byte[], int) is exact for ASCII
  void raw(String ascii) {
    reserve(ascii.length());
    ascii.getBytes(0, ascii.length(), array, length);
    length += ascii.length();
  }

  void bytes(Data data) {
    reserve(data.length());
    data.copyTo(array, length);
    length += data.length();
  }

  /** UTF-8 text as a JSON string. */
  void string(byte[] utf8) {
    reserve(utf8.length + 2);
    array[length++] = '"';
    int plain = 0;
    for (int at = 0; at < utf8.length; at++) {
      byte c = utf8[at];
      if (c == '"' || c == '\\' || c >= 0 && c < 0x20) {
        copy(utf8, plain, at);
        reserve(LONGEST_ESCAPE + utf8.length - at + 1);
        escape(c);
        plain = at + 1;
      }
    }
    copy(utf8, plain, utf8.length);
    array[length++] = '"';
  }

  void base64(byte[] bytes) {
    plainBytes(",\"data_base64\":\"", Base64.getEncoder().encode(bytes));
  }

  private void plainBytes(String before, byte[] ascii) {
    raw(before);
    reserve(ascii.length + 1);
    copy(ascii, 0, ascii.length);
    array[length++] = '"';
  }

  /** Turns line breaks into spaces; well-formed JSON has them as white space only. */
  void joinLines() {
    for (int at = 0; at < length; at++) {
      if (array[at] == '\n' || array[at] == '\r') {
        array[at] = ' ';
      }
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(array, length);
  }

  void appendTo(Buffer buffer) {
    buffer.appendBytes(array, 0, length);
  }

  private void copy(byte[] bytes, int from, int to) {
    System.arraycopy(bytes, from, array, length, to - from);
    length += to - from;
  }

  private void escape(byte c) {
    array[length++] = '\\';
    switch (c) {
      case '"', '\\' -> array[length++] = c;
      case '\n' -> array[length++] = 'n';
      case '\r' -> array[length++] = 'r';
      case '\t' -> array[length++] = 't';
      default -> {
        array[length++] = 'u';
        array[length++] = '0';
        array[length++] = '0';
        array[length++] = HEX[c >> 4];
        array[length++] = HEX[c & 0xf];
      }
    }
  }

  private void reserve(int bytes) {
    if (array.length - length < bytes) {
      array = Arrays.copyOf(array, Math.max(length + bytes, array.length + array.length / 2));
    }
  }
}
