package io.tidings.wire;

import io.tidings.model.Data;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads fields in the Protocol Buffers wire format. Fields may come in any order, and a field that
 * the caller does not know is skipped: later versions may send more. Anything malformed ends in a
 * {@link MalformedMessage}, never in a read beyond the message.
 */
final class WireReader {

  private final byte[] array;
  private final int end;
  private final List<String> strings;
  private int at;
  private int type;

  WireReader(byte[] array, int from, int end, List<String> strings) {
    this.array = array;
    this.at = from;
    this.end = end;
    this.strings = strings;
  }

  /** The number of the next field, 0 at the end of the message. */
  int next() {
    if (at == end) {
      return 0;
    }
    long tag = varint();
    type = (int) (tag & 7);
    long field = tag >>> 3;
    if (field < 1 || field > 536_870_911) {
      throw new MalformedMessage("field number " + field + " at byte " + at);
    }
    return (int) field;
  }

  long number() {
    require(WireWriter.VARINT);
    return varint();
  }

  int smallNumber() {
    long value = number();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new MalformedMessage("number " + value + " is out of range at byte " + at);
    }
    return (int) value;
  }

  boolean flag() {
    return number() != 0;
  }

  long signed() {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  String text() {
    int length = length();
    String text = new String(array, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  String repeated() {
    int index = smallNumber();
    if (index < 1 || index > strings.size()) {
      throw new MalformedMessage("string " + index + " of " + strings.size() + " at byte " + at);
    }
    return strings.get(index - 1);
  }

  Data data(Data.Form form) {
    int length = length();
    Data data = Data.view(form, array, at, length);
    at += length;
    return data;
  }

  WireReader message() {
    int length = length();
    WireReader nested = new WireReader(array, at, at + length, strings);
    at += length;
    return nested;
  }

  /** Passes over the value of a field that the caller does not know. */
  void skip() {
    switch (type) {
      case WireWriter.VARINT -> varint();
      case 1 -> advance(8);
      case WireWriter.BYTES -> advance(length());
      case 5 -> advance(4);
      default -> throw new MalformedMessage("wire type " + type + " at byte " + at);
    }
  }

  private int length() {
    require(WireWriter.BYTES);
    long length = varint();
    if (length < 0 || length > end - at) {
      throw new MalformedMessage(
          length + " bytes announced at byte " + at + ", " + (end - at) + " are there");
    }
    return (int) length;
  }

  private void advance(int count) {
    if (count > end - at) {
      throw new MalformedMessage("the message ends within a field at byte " + at);
    }
    at += count;
  }

  private void require(int expected) {
    if (type != expected) {
      throw new MalformedMessage(
          "wire type " + type + " instead of " + expected + " at byte " + at);
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw new MalformedMessage("the message ends within a number at byte " + at);
      }
      byte next = array[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedMessage("a number of more than 64 bits at byte " + at);
  }
}
