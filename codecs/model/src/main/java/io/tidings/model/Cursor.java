package io.tidings.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader stands: everything up to {@code position} of the history {@code epoch} is behind
 * it. Cursors of different epochs do not compare; only the log can say whether one still holds
 * (L7).
 *
 * @param epoch the history that the position belongs to; 0 means "whichever is current"
 * @param position the last position seen; 0 is before the first event
 */
public record Cursor(long epoch, long position) {

  /** Before the first event of whichever history is current. */
  public static final Cursor START = new Cursor(0, 0);

  private static final Pattern FORM = Pattern.compile("(?:(\\d{1,18})-)?(\\d{1,18})");

  public Cursor {
    if (epoch < 0 || position < 0) {
      throw new IllegalArgumentException("a cursor is not negative: " + epoch + "-" + position);
    }
  }

  /**
   * Reads {@code <epoch>-<position>}, or a bare position of the current epoch.
   *
   * @throws IllegalArgumentException if the text is neither; the message shows both forms
   */
  public static Cursor parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + Text.shown(text)
              + "' is no cursor: give <epoch>-<position> as the log answered it, or a position");
    }
    long epoch = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
    return new Cursor(epoch, Long.parseLong(matcher.group(2)));
  }

  /** The form that {@link #parse} reads: {@code <epoch>-<position>}. */
  @Override
  public String toString() {
    return epoch == 0 ? Long.toString(position) : epoch + "-" + position;
  }
}
