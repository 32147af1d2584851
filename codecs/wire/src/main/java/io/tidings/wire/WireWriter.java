package io.tidings.wire;

import io.tidings.model.Data;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes fields in the Protocol Buffers wire format. Strings that repeat from event to event
 * (types, sources) are written once for the whole message and then named by number.
 */
final class WireWriter {

  static final int VARINT = 0;
  static final int BYTES = 2;

  private static final int MAX_VARINT = 10;

  private final Map<String, Integer> strings;
  private byte[] array;
  private int length;

  WireWriter(int capacity) {
    this(capacity, new HashMap<>());
  }

  private WireWriter(int capacity, Map<String, Integer> strings) {
    this.array = new byte[capacity];
    this.strings = strings;
  }

  /** For a nested message; it shares the table of repeated strings. */
  WireWriter nested() {
    return new WireWriter(256, strings);
  }

  Map<String, Integer> strings() {
    return strings;
  }

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** Writes nothing for 0, which is what a reader assumes of an absent number. */
  void number(int field, long value) {
    if (value != 0) {
      reserve(2 * MAX_VARINT);
      tag(field, VARINT);
      varint(value);
    }
  }

  void flag(int field, boolean value) {
    number(field, value ? 1 : 0);
  }

  /** For numbers that may be negative. */
  void signed(int field, long value) {
    reserve(2 * MAX_VARINT);
    tag(field, VARINT);
    varint(value << 1 ^ value >> 63);
  }

  /** Writes nothing for null. */
  void text(int field, String value) {
    if (value != null) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      bytes(field, utf8, utf8.length);
    }
  }

  /** Writes the number of the string in the message's table; nothing for null. */
  void repeated(int field, String value) {
    if (value != null) {
      Integer known = strings.get(value);
      if (known == null) {
        known = strings.size() + 1;
        strings.put(value, known);
      }
      number(field, known);
    }
  }

  void data(int field, Data data) {
    begin(field, data.length());
    data.copyTo(array, length);
    length += data.length();
  }

  void message(int field, WireWriter nested) {
    bytes(field, nested.array, nested.length);
  }

  private void bytes(int field, byte[] bytes, int count) {
    begin(field, count);
    System.arraycopy(bytes, 0, array, length, count);
    length += count;
  }

  private void begin(int field, int count) {
    reserve(2 * MAX_VARINT + count);
    tag(field, BYTES);
    varint(count);
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      array[length++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    array[length++] = (byte) rest;
  }

  private void reserve(int count) {
    if (array.length - length < count) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
    }
  }
}
