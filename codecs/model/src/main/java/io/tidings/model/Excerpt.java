package io.tidings.model;

/** As much of a text as a message can do with, whatever was sent. */
public final class Excerpt {

  private Excerpt() {}

  /** The text, or its beginning and {@code …} if it is longer than {@code most} characters. */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }
}
