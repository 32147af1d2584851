package io.tidings.wire;

import io.tidings.model.Data;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes fields in the Protocol Buffers wire format. Strings that repeat from event to event
 * (types, sources) are written once for the whole message and then named by number. For one thread;
 * made to be used again.
 */
final class WireWriter {

  static final int VARINT = 0;
  static final int BYTES = 2;

  private static final int MAX_VARINT = 10;

  /** Most nested messages are events, whose length takes two bytes. */
  private static final int EXPECTED_LENGTH_BYTES = 2;

  private static final int CAPACITY = 16 * 1024;
  private static final int MAX_KEPT_CAPACITY = 256 * 1024;
  private static final int MAX_KEPT_STRINGS = 256;
  private static final int REMEMBERED = 16;

  private List<String> strings = new ArrayList<>();
  private Map<String, Integer> numbers = new HashMap<>();

  /** By field, the string written last: mostly it comes again. */
  private final String[] lastString = new String[REMEMBERED];

  private final int[] lastNumber = new int[REMEMBERED];

  private byte[] array = new byte[CAPACITY];
  private int length;

  /** The strings that repeat, in the order of their numbers, which begin at 1. */
  List<String> strings() {
    return strings;
  }

  /** The bytes written are the first {@link #length}; they hold until {@link #clear}. */
  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  /** Begins anew, without the memory that an unusually large message took. */
  void clear() {
    length = 0;
    if (strings.size() > MAX_KEPT_STRINGS) {
      strings = new ArrayList<>();
      numbers = new HashMap<>();
    }
    strings.clear();
    numbers.clear();
    Arrays.fill(lastString, null);
    if (array.length > MAX_KEPT_CAPACITY) {
      array = new byte[CAPACITY];
    }
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
      announce(field, utf8.length);
      System.arraycopy(utf8, 0, array, length, utf8.length);
      length += utf8.length;
    }
  }

  /** Writes the number of the string in the message's table; nothing for null. */
  void repeated(int field, String value) {
    if (value != null) {
      int slot = field % REMEMBERED;
      if (!value.equals(lastString[slot])) {
        lastString[slot] = value;
        lastNumber[slot] = numbers.computeIfAbsent(value, this::enter);
      }
      number(field, lastNumber[slot]);
    }
  }

  private int enter(String value) {
    strings.add(value);
    return strings.size();
  }

  /** Writes nothing for null. */
  void data(int field, Data data) {
    if (data != null) {
      announce(field, data.length());
      data.copyTo(array, length);
      length += data.length();
    }
  }

  /**
   * Begins a nested message: what is written until {@link #end} belongs to it.
   *
   * @return what {@code end} wants
   */
  int begin(int field) {
    reserve(2 * MAX_VARINT);
    tag(field, BYTES);
    length += EXPECTED_LENGTH_BYTES;
    return length;
  }

  /** Ends the nested message that began at {@code start}. */
  void end(int start) {
    int size = length - start;
    int lengthBytes = (38 - Integer.numberOfLeadingZeros(size | 1)) / 7;
    int body = start - EXPECTED_LENGTH_BYTES + lengthBytes;
    if (body != start) {
      reserve(MAX_VARINT);
      System.arraycopy(array, start, array, body, size);
    }
    length = start - EXPECTED_LENGTH_BYTES;
    varint(size);
    length += size;
  }

  /** Begins a field of so many bytes, which are to follow. */
  void announce(int field, int count) {
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
