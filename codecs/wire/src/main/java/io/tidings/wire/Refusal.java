package io.tidings.wire;

import io.tidings.model.Cursor;

/**
 * What was asked could not be done.
 *
 * @param code what happened, and so what to do
 * @param detail for people
 * @param retryAfterMillis for {@link Code#OVERLOADED}, otherwise 0
 * @param cursor for {@link Code#CURSOR_LOST}: the one that was given, otherwise null
 * @param goBackTo for {@link Code#CURSOR_LOST}, otherwise null
 */
public record Refusal(
    Code code, String detail, long retryAfterMillis, Cursor cursor, Cursor goBackTo) {

  /** The order is that of the numbers on the wire: add at the end. */
  public enum Code {
    /** Sent by a later version; treat it as {@link #UNAVAILABLE}. */
    UNKNOWN,
    /** The outcome is unknown: repeat with the same ids. */
    UNAVAILABLE,
    /** Nothing was recorded: repeat later. */
    OVERLOADED,
    /** The cursor is from a lost future: go back. */
    CURSOR_LOST,
    /** The request is at fault: do not repeat it. */
    INVALID,
    /** What the request names is not there. */
    NOT_FOUND,
    /** The request contradicts what is there. */
    CONFLICT,
    /** Nothing was recorded: this node cannot read what is there, but another version may. */
    UNREADABLE
  }

  public static Refusal of(Code code, String detail) {
    return new Refusal(code, detail, 0, null, null);
  }
}
