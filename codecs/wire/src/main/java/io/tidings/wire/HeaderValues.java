package io.tidings.wire;

import java.nio.charset.StandardCharsets;

/** Attribute values as CloudEvents puts them into HTTP headers: quoted or not, percent-encoded. */
final class HeaderValues {

  private HeaderValues() {}

  static String decode(String attribute, String header) {
    String value = unquoted(attribute, header.strip());
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c < 0x20 || c > 0x7e) {
        throw MalformedEvent.attribute(
            attribute,
            String.format("has the bare character U+%04X: percent-encode it as UTF-8", (int) c),
            -1);
      }
    }
    return value.indexOf('%') < 0 ? value : percentDecoded(attribute, value);
  }

  /** Producers of older versions of the binding quote what has spaces in it. */
  private static String unquoted(String attribute, String value) {
    if (!value.startsWith("\"")) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    int at = 1;
    while (at < value.length() && value.charAt(at) != '"') {
      if (value.charAt(at) == '\\' && at + 1 < value.length()) {
        at++;
      }
      text.append(value.charAt(at++));
    }
    if (at != value.length() - 1) {
      throw MalformedEvent.attribute(
          attribute, "begins with a quote that does not end it: percent-encode it as %22", -1);
    }
    return text.toString();
  }

  private static String percentDecoded(String attribute, String value) {
    byte[] bytes = new byte[value.length()];
    int length = 0;
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '%') {
        int high = at + 2 < value.length() ? Character.digit(value.charAt(at + 1), 16) : -1;
        int low = at + 2 < value.length() ? Character.digit(value.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw MalformedEvent.attribute(
              attribute, "has a '%' without two hexadecimal digits: write it as %25", -1);
        }
        bytes[length++] = (byte) (high << 4 | low);
        at += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    if (Utf8.firstMalformed(bytes, 0, length) >= 0) {
      throw MalformedEvent.attribute(
          attribute, "is not UTF-8 once percent-decoded: encode it as UTF-8", -1);
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
