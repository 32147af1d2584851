package io.tidings.model;

/** What text may be recorded: PostgreSQL stores neither NUL nor half a surrogate pair. */
final class Text {

  private static final int SHOWN = 40;

  /** As UTF-8 that is within every limit. */
  private static final int FAMILIAR_CHARACTERS = 64;

  /** Direct-mapped; what is here was checked. */
  private static final String[] FAMILIAR = new String[1 << 10];

  private Text() {}

  static String required(String attribute, String value, int maxBytes) {
    return optional(attribute, present(attribute, value), maxBytes);
  }

  static String present(String attribute, String value) {
    if (value == null) {
      throw new InvalidEvent(attribute, "is missing: give a non-empty string");
    }
    if (value.isEmpty()) {
      throw new InvalidEvent(attribute, "is empty: give a non-empty string");
    }
    return value;
  }

  /** As {@link #optional}, for what is the same in many events: they share one string. */
  static String familiar(String attribute, String value, int maxBytes) {
    if (value == null || value.length() > FAMILIAR_CHARACTERS) {
      return optional(attribute, value, maxBytes);
    }
    int hash = value.hashCode();
    int at = (hash ^ hash >>> 16) & FAMILIAR.length - 1;
    String known = FAMILIAR[at];
    if (known == null || !known.equals(value)) {
      known = optional(attribute, value, maxBytes);
      FAMILIAR[at] = known;
    }
    return known;
  }

  static String optional(String attribute, String value, int maxBytes) {
    if (value == null) {
      return null;
    }
    int bytes = ascii(value) ? value.length() : utf8Length(attribute, value);
    if (bytes > maxBytes) {
      throw new InvalidEvent(
          attribute,
          "is " + bytes + " bytes long, the limit is " + maxBytes + ": '" + shown(value) + "'");
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

  static String shown(String value) {
    return Excerpt.of(value, SHOWN);
  }
}
