package io.tidings.wire;

import io.tidings.model.Excerpt;
import io.tidings.model.InvalidEvent;

/**
 * What came in is no event that can be recorded. Nothing of it was. The message says what is wrong
 * and what to send instead; sending the same again fails again.
 *
 * <p>It carries no stack trace: the fault lies in the bytes, and a flood of them must cost little.
 */
public final class MalformedEvent extends RuntimeException {

  public enum Kind {
    /** It breaks a rule of JSON, of CloudEvents or of the log: mend it. */
    MALFORMED,
    /** One event is larger than the limit: make it smaller, or raise the limit. */
    TOO_LARGE,
    /** The batch has more events than the limit: send several batches. */
    TOO_MANY
  }

  private static final int SHOWN = 60;

  private final Kind kind;
  private final String problem;
  private final String attribute;
  private final long byteOffset;
  private final int index;

  private MalformedEvent(
      Kind kind, String problem, String attribute, long byteOffset, int index, Throwable cause) {
    super(sentence(problem, byteOffset, index), cause, false, false);
    this.kind = kind;
    this.problem = problem;
    this.attribute = attribute == null ? null : shown(attribute);
    this.byteOffset = byteOffset;
    this.index = index;
  }

  static MalformedEvent attribute(String attribute, String problem, long byteOffset) {
    return new MalformedEvent(
        Kind.MALFORMED,
        "attribute '" + shown(attribute) + "' " + problem,
        attribute,
        byteOffset,
        -1,
        null);
  }

  static MalformedEvent bytes(String problem, long byteOffset) {
    return new MalformedEvent(Kind.MALFORMED, problem, null, byteOffset, -1, null);
  }

  static MalformedEvent limit(Kind kind, String problem) {
    return new MalformedEvent(kind, problem, null, -1, -1, null);
  }

  /** What the model refuses; {@code attribute} is the one that the producer gave. */
  static MalformedEvent of(InvalidEvent invalid, String attribute) {
    String problem =
        attribute.equals(invalid.attribute())
            ? invalid.getMessage()
            : invalid.getMessage()
                + "; it follows from '"
                + shown(attribute)
                + "': mend that, or give the stream itself";
    return new MalformedEvent(Kind.MALFORMED, problem, attribute, -1, -1, invalid);
  }

  /** The same, of the event at this place of a batch. */
  MalformedEvent inBatch(int index) {
    return new MalformedEvent(kind, problem, attribute, byteOffset, index, getCause());
  }

  public Kind kind() {
    return kind;
  }

  /** The CloudEvents attribute at fault, {@code data} or {@code data_base64}; null if none is. */
  public String attribute() {
    return attribute;
  }

  /** Where the fault is in the bytes that were given to be read, from 0; -1 if it has no place. */
  public long byteOffset() {
    return byteOffset;
  }

  /** Which event of the batch, from 0; -1 outside of batches. */
  public int index() {
    return index;
  }

  /** Of what was sent, every byte would come back. */
  static String shown(String text) {
    return Excerpt.of(text, SHOWN);
  }

  private static String sentence(String problem, long byteOffset, int index) {
    String event = index < 0 ? "" : "event " + index + " of the batch (counted from 0): ";
    String place = byteOffset < 0 ? "" : " (byte " + byteOffset + ")";
    return event + problem + place;
  }
}
