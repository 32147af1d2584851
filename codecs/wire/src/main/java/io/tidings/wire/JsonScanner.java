package io.tidings.wire;

import java.nio.charset.StandardCharsets;

/**
 * Walks over a JSON text (RFC 8259) in place: says where values begin and end, and refuses whatever
 * is no JSON, naming the byte. It builds nothing and remembers nothing, so a text costs no memory
 * beyond its own bytes. For one thread and one text.
 */
final class JsonScanner {

  /** Deeper than this no reader can be expected to go. */
  static final int MAX_DEPTH = 1000;

  /** Longer numbers serve only to keep somebody's processor busy. */
  static final int MAX_NUMBER_LENGTH = 1000;

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x80 * ONES;

  private final byte[] json;
  private final int from;
  private final int to;
  private int at;
  private int depth;

  /** Over a part of the array, which is checked to be UTF-8 first. */
  JsonScanner(byte[] json, int from, int length) {
    this.json = json;
    this.from = from;
    this.to = from + length;
    this.at = from;
    if (length >= 3 && json[from] == (byte) 0xef && json[from + 1] == (byte) 0xbb) {
      throw malformed("the text begins with a byte order mark: send UTF-8 without it", from);
    }
    int malformed = Utf8.firstMalformed(json, from, to);
    if (malformed >= 0) {
      throw malformed("the text is not UTF-8 here: encode it as UTF-8", malformed);
    }
  }

  /** The index in the array of what is read next. */
  int at() {
    return at;
  }

  /** An index in the array as an offset in the text. */
  long offset(int index) {
    return index - from;
  }

  MalformedEvent malformed(String problem, int index) {
    return MalformedEvent.bytes(problem, offset(index));
  }

  /** The next byte that is no white space, which is read next; -1 at the end. */
  int next() {
    while (at < to) {
      byte c = json[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c;
      }
      at++;
    }
    return -1;
  }

  /** Passes over this character, white space before it included. */
  void expect(char wanted) {
    if (next() != wanted) {
      throw unexpected("'" + wanted + "'");
    }
    at++;
  }

  /** Passes over an opening bracket; false if the closing one follows, which is passed as well. */
  boolean open(char opening, char closing) {
    expect(opening);
    if (++depth > MAX_DEPTH) {
      throw malformed(
          "values are nested deeper than " + MAX_DEPTH + " levels: send a flatter one", at - 1);
    }
    return next() != closing || close();
  }

  /** Passes over a comma, or over the closing bracket, after which there is nothing more. */
  boolean more(char closing) {
    int c = next();
    if (c == ',') {
      at++;
      return true;
    }
    if (c != closing) {
      throw unexpected("',' or '" + closing + "'");
    }
    return close();
  }

  private boolean close() {
    at++;
    depth--;
    return false;
  }

  /** Passes over the end; nothing but white space may be left. */
  void end() {
    if (next() != -1) {
      throw malformed(
          "another value follows after the end of the first, " + shown() + ": send one", at);
    }
  }

  void skipValue() {
    switch (next()) {
      case '{' -> {
        if (open('{', '}')) {
          do {
            name();
            expect(':');
            skipValue();
          } while (more('}'));
        }
      }
      case '[' -> {
        if (open('[', ']')) {
          do {
            skipValue();
          } while (more(']'));
        }
      }
      case '"' -> skipString();
      case 't' -> skipWord("true");
      case 'f' -> skipWord("false");
      case 'n' -> skipWord("null");
      default -> skipNumber();
    }
  }

  private void name() {
    if (next() != '"') {
      throw unexpected("a member name in double quotes");
    }
    skipString();
  }

  /** Passes over the string that begins here; whether there are escapes in it. */
  boolean skipString() {
    int opened = at++;
    boolean escaped = false;
    while (true) {
      skipPlain();
      if (at >= to) {
        throw malformed("the text ends inside a string: send it whole", opened);
      }
      byte c = json[at];
      if (c == '"') {
        at++;
        return escaped;
      }
      if (c != '\\') {
        throw malformed("control character in a string: write it as \\u00" + hex(c), at);
      }
      escaped = true;
      skipEscape();
    }
  }

  /** Stops at a double quote, a backslash, a control character or the end. */
  private void skipPlain() {
    while (to - at >= Long.BYTES) {
      long eight = (long) Utf8.EIGHT.get(json, at);
      long special = zeros(eight ^ '"' * ONES) | zeros(eight ^ '\\' * ONES);
      special |= eight - 0x20 * ONES & ~eight & HIGH_BITS;
      if (special != 0) {
        at += Long.numberOfTrailingZeros(special) >> 3;
        return;
      }
      at += Long.BYTES;
    }
    while (at < to && json[at] != '"' && json[at] != '\\' && (json[at] & 0xff) >= 0x20) {
      at++;
    }
  }

  /** The highest bit of each byte that is zero; only the lowest of them is exact. */
  private static long zeros(long eight) {
    return eight - ONES & ~eight & HIGH_BITS;
  }

  private void skipEscape() {
    int backslash = at++;
    int c = at < to ? json[at++] : -1;
    if (c == 'u') {
      for (int digit = 0; digit < 4; digit++, at++) {
        if (at >= to || Character.digit(json[at], 16) < 0) {
          throw malformed("\\u without four hexadecimal digits", backslash);
        }
      }
    } else if (c < 0 || "\"\\/bfnrt".indexOf(c) < 0) {
      throw malformed("unknown escape in a string: write \\\\ for a backslash", backslash);
    }
  }

  /** Passes over a number; whether it is an integer without fraction and exponent. */
  boolean skipNumber() {
    int began = at;
    if (at < to && json[at] == '-') {
      at++;
    }
    if (at < to && json[at] == '0') {
      at++;
    } else {
      digits(began);
    }
    boolean integer = true;
    if (at < to && json[at] == '.') {
      integer = false;
      at++;
      digits(began);
    }
    if (at < to && (json[at] | 0x20) == 'e') {
      integer = false;
      at++;
      if (at < to && (json[at] == '+' || json[at] == '-')) {
        at++;
      }
      digits(began);
    }
    if (at - began > MAX_NUMBER_LENGTH) {
      throw malformed(
          "a number is longer than " + MAX_NUMBER_LENGTH + " digits: send it as a string", began);
    }
    return integer;
  }

  private void digits(int began) {
    int first = at;
    while (at < to && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    if (at == first) {
      throw unexpected(at == began ? "a value" : "a digit");
    }
  }

  private void skipWord(String word) {
    for (int c = 0; c < word.length(); c++, at++) {
      if (at >= to || json[at] != word.charAt(c)) {
        throw unexpected("'" + word + "'");
      }
    }
  }

  /** The bytes from this index to what is read next, as text. */
  String textFrom(int index) {
    return new String(json, index, at - index, StandardCharsets.UTF_8);
  }

  MalformedEvent unexpected(String wanted) {
    return at >= to
        ? malformed("the text ends where " + wanted + " should be: send it whole", at)
        : malformed("expected " + wanted + ", found " + shown() + ": send valid JSON", at);
  }

  private String shown() {
    int c = json[at];
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : "byte 0x" + hex(c);
  }

  private static String hex(int c) {
    return String.format("%02x", c & 0xff);
  }
}
