package io.tidings.gateway.http;

/** Which text can be stored. */
final class Texts {

  private Texts() {}

  /** Whether it has neither U+0000 nor half of a surrogate pair. */
  static boolean storable(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)
          && (++at == text.length() || !Character.isLowSurrogate(text.charAt(at)))) {
        return false;
      }
    }
    return true;
  }
}
