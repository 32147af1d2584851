package io.tidings.model;

import java.util.List;

/** How an append ended. Only {@link Recorded} has changed or matched the log. */
public sealed interface AppendResult {

  /**
   * The events are in the log, in the order of the append.
   *
   * @param duplicate true if they were there before this append (L5)
   */
  record Recorded(List<Receipt> receipts, boolean duplicate) implements AppendResult {
    public Recorded {
      receipts = List.copyOf(receipts);
    }
  }

  /** L4: the stream is at another version. Read it from there, decide again, append again. */
  record Stale(String stream, long expected, long actual) implements AppendResult {}

  /**
   * L9: an event within the boundary, recorded after the cursor, stands at {@code position}. Read
   * the boundary on from the cursor, decide again, append again. Position 0: the cursor is from a
   * future that the log has lost (L7), and with it perhaps what was decided on; read the boundary
   * anew.
   */
  record Overtaken(long position) implements AppendResult {}

  /**
   * L5: the identity belongs to an event of other content, recorded at {@code position}; 0 if the
   * append itself names it twice. Give the event a new id, or send what was sent the first time.
   */
  record Reused(String source, String id, long position) implements AppendResult {}

  /**
   * L5: one event is in the log and another is not, so this is no repeat of an append. Send again
   * exactly what was sent the first time, and the rest as an append of its own.
   */
  record PartialRepeat(String source, String recordedId, String unrecordedId)
      implements AppendResult {}
}
