package io.tidings.wire;

import java.nio.charset.StandardCharsets;

/** JSON strings that are known to be well-formed, as text. */
final class JsonStrings {

  private JsonStrings() {}

  /** Reads the string that the scanner stands at; {@code attribute} is for the message. */
  static String read(JsonScanner scanner, byte[] json, String attribute) {
    int opened = scanner.at();
    boolean escaped = scanner.skipString();
    int closed = scanner.at() - 1;
    return escaped
        ? unescape(scanner, json, opened + 1, closed, attribute)
        : new String(json, opened + 1, closed - opened - 1, StandardCharsets.UTF_8);
  }

  /** What stands between two double quotes, read already. */
  static String unescape(JsonScanner scanner, byte[] json, int from, int to, String attribute) {
    StringBuilder text = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      int plain = at;
      while (at < to && json[at] != '\\') {
        at++;
      }
      text.append(new String(json, plain, at - plain, StandardCharsets.UTF_8));
      if (at < to) {
        char c = escape(json, at);
        int next = at + escapeLength(json, at);
        if (Character.isHighSurrogate(c) && next < to && json[next] == '\\') {
          char low = escape(json, next);
          if (Character.isLowSurrogate(low)) {
            text.append(c).append(low);
            at = next + escapeLength(json, next);
            continue;
          }
        }
        if (Character.isSurrogate(c)) {
          throw MalformedEvent.attribute(
              attribute, "has half a surrogate pair: send valid Unicode", scanner.offset(at));
        }
        text.append(c);
        at = next;
      }
    }
    return text.toString();
  }

  /** The character that the escape at this index stands for. */
  static char escape(byte[] json, int at) {
    return switch (json[at + 1]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' ->
          (char)
              (Character.digit(json[at + 2], 16) << 12
                  | Character.digit(json[at + 3], 16) << 8
                  | Character.digit(json[at + 4], 16) << 4
                  | Character.digit(json[at + 5], 16));
      default -> (char) json[at + 1];
    };
  }

  static int escapeLength(byte[] json, int at) {
    return json[at + 1] == 'u' ? 6 : 2;
  }
}
