package io.tidings.model;

/** What text may be recorded: PostgreSQL stores neither NUL nor half a surrogate pair. */
final class Text {

  private static final int SHOWN = 40;

  private Text() {}

  static String required(String attribute, String value, int maxBytes) {
    if (value == null) {
      throw new InvalidEvent(attribute, "is missing: give a non-empty string");
    }
    if (value.isEmpty()) {
      throw new InvalidEvent(attribute, "is empty: give a non-empty string");
    }
    return optional(attribute, value, maxBytes);
  }

  static String optional(String attribute, String value, int maxBytes) {
    if (value == null) {
      return null;
    }
    int bytes = ascii(value) ? value.length() : utf8Length(attribute, value);
    if (bytes > maxBytes) {
      throw new InvalidEvent(
          attribute,
          "is " + bytes + " bytes long, the limit is " + maxBytes + ": '" + shown(value) + "…'");
    }
    return value;
  }

  /** Most text is; and every event that crosses the bus is checked anew. */
  private static boolean ascii(String value) {
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == 0 || c >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static int utf8Length(String attribute, String value) {
    int bytes = 0;
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == 0) {
        throw new InvalidEvent(attribute, "has U+0000 at character " + at + ": remove it");
      }
      if (Character.isSurrogate(c)) {
        if (!startsPair(value, at)) {
          throw new InvalidEvent(
              attribute, "has half a surrogate pair at character " + at + ": send valid Unicode");
        }
        at++;
        bytes += 4;
      } else {
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return bytes;
  }

  /** A timestamp, or null. */
  static String time(String value) {
    if (value != null && !Rfc3339.valid(value)) {
      throw new InvalidEvent(
          "time",
          "is '" + shown(value) + "', no timestamp of RFC 3339: send 2026-11-23T14:05:06.5+01:00");
    }
    return value;
  }

  private static boolean startsPair(String value, int at) {
    return Character.isHighSurrogate(value.charAt(at))
        && at + 1 < value.length()
        && Character.isLowSurrogate(value.charAt(at + 1));
  }

  private static String shown(String value) {
    return value.substring(
        0, value.offsetByCodePoints(0, Math.min(SHOWN, value.codePointCount(0, value.length()))));
  }
}
