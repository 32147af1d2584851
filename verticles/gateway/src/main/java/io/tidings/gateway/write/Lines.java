package io.tidings.gateway.write;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * Cuts what streams in into lines, one at a time as they are asked for. Holds the chunks that were
 * fed and not asked for yet, and of an unfinished line at most {@code limit} bytes.
 */
final class Lines {

  /**
   * A line without its end.
   *
   * @param number from 1
   * @param size in bytes, also of a line that is too long
   * @param bytes holds the line from {@code offset} on; null if the line is too long
   */
  record Line(long number, long size, byte[] bytes, int offset) {

    boolean tooLong() {
      return bytes == null;
    }

    /** Whether it has nothing but white space. */
    boolean blank() {
      for (int at = 0; !tooLong() && at < size; at++) {
        byte b = bytes[offset + at];
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return !tooLong();
    }
  }

  private static final byte[] NONE = {};

  private final int limit;
  private final Queue<byte[]> chunks = new ArrayDeque<>();
  private int at;
  private byte[] begun = NONE;
  private int begunLength;
  private long size;
  private long number = 1;
  private boolean ended;

  Lines(int limit) {
    this.limit = limit;
  }

  void feed(byte[] chunk) {
    chunks.add(chunk);
  }

  /** Nothing more will be fed: what is left is the last line. */
  void end() {
    ended = true;
  }

  /** The number of the line that {@link #next} answers next. */
  long number() {
    return number;
  }

  /** How many bytes there are of the line whose end was not fed yet. */
  long unfinished() {
    return size;
  }

  /** The next line, or null until there is one. */
  Line next() {
    while (!chunks.isEmpty()) {
      byte[] chunk = chunks.peek();
      int end = indexOfNewline(chunk, at);
      Line line = end < 0 ? null : line(chunk, at, end);
      if (line != null) {
        at = end + 1;
        return line;
      }
      begin(chunk);
      chunks.remove();
      at = 0;
    }
    return ended && size > 0 ? finish() : null;
  }

  private static int indexOfNewline(byte[] chunk, int from) {
    for (int index = from; index < chunk.length; index++) {
      if (chunk[index] == '\n') {
        return index;
      }
    }
    return -1;
  }

  private Line line(byte[] chunk, int from, int to) {
    if (size == 0) {
      return to - from > limit
          ? new Line(number++, to - from, null, 0)
          : new Line(number++, to - from, chunk, from);
    }
    add(chunk, from, to);
    return finish();
  }

  private void begin(byte[] chunk) {
    add(chunk, at, chunk.length);
  }

  private void add(byte[] chunk, int from, int to) {
    int more = to - from;
    size += more;
    if (size > limit) {
      begun = NONE;
      begunLength = 0;
      return;
    }
    if (begunLength + more > begun.length) {
      begun = Arrays.copyOf(begun, Math.min(limit, Math.max(begunLength + more, 2 * begun.length)));
    }
    System.arraycopy(chunk, from, begun, begunLength, more);
    begunLength += more;
  }

  private Line finish() {
    Line line = new Line(number++, size, size > limit ? null : begun, 0);
    begun = NONE;
    begunLength = 0;
    size = 0;
    return line;
  }
}
