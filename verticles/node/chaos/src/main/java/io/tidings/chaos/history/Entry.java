package io.tidings.chaos.history;

import java.util.List;

/**
 * One line of a history: what a client did, what it was told, what it saw, what was done to the
 * machine, or what the log and the consumers show in the end.
 *
 * <p>Times are {@link System#nanoTime()} of the process that wrote the entry: on one machine they
 * come from one clock, which does not jump when the time of day is set.
 */
public sealed interface Entry {

  /** No expected version: append whatever the stream's version is. */
  long ANY = -1;

  /** When, in nanoseconds. */
  long at();

  /**
   * A client begins an append. Its repetitions, with the same events, are no further entries.
   *
   * @param operation unique in the history
   * @param client does one thing after the other, unless its operations overlap by their times
   * @param expected the version that the stream of the first event must have, or {@link #ANY}
   */
  record Sent(long at, String operation, String client, List<Intent> events, long expected)
      implements Entry {

    public Sent {
      events = List.copyOf(events);
    }
  }

  /** An event that is to be recorded; the digest is one of its content. */
  record Intent(String source, String id, String stream, String digest) {}

  /** The client was told that everything was recorded, and where: one receipt for each event. */
  record Acknowledged(long at, String operation, List<Receipt> receipts) implements Entry {

    public Acknowledged {
      receipts = List.copyOf(receipts);
    }
  }

  /** Where an event is said to have been recorded. */
  record Receipt(long epoch, long position, long version) {}

  /**
   * The client was told for good that nothing was recorded.
   *
   * @param actual the version that the stream is said to have, if that was the reason, or {@link
   *     #ANY}
   */
  record Refused(long at, String operation, int status, long actual) implements Entry {}

  /** The client gave up without an answer: everything may have been recorded, or nothing. */
  record Unanswered(long at, String operation, String why) implements Entry {}

  /**
   * A live subscriber has connected.
   *
   * @param reader one who goes on where it left off with every session
   * @param after the position behind which it asked to begin
   */
  record Opened(long at, String reader, int session, long epoch, long after) implements Entry {}

  /** It received an event; it has asked for all of them. */
  record Seen(
      long at,
      String reader,
      int session,
      long epoch,
      long position,
      String stream,
      long version,
      String source,
      String id,
      String digest)
      implements Entry {}

  /** The database itself was asked for the head, at {@code asked}, and showed this. */
  record Witnessed(long at, long asked, long epoch, long head) implements Entry {}

  /**
   * There is a consumer. One that is not declared handles everything, and poisons nothing.
   *
   * @param after the position behind which it begins
   * @param category of the streams whose events it handles; empty: of all
   * @param applies each event must leave one effect in the database
   * @param poisoned streams that may end in dead letters
   */
  record Declared(
      long at, String consumer, long after, String category, boolean applies, List<String> poisoned)
      implements Entry {

    public Declared {
      poisoned = List.copyOf(poisoned);
    }
  }

  /**
   * A consumer's handler has run.
   *
   * @param process that it ran in, or the name of the pulling client
   */
  record Handled(
      long at, String consumer, String process, long position, String stream, long version)
      implements Entry {}

  /**
   * An effect that a consumer's transaction left in the database; each row is one entry.
   *
   * @param at when the row was inserted, or 0 for all if nobody knows
   */
  record Applied(long at, String consumer, long position, String stream, long version)
      implements Entry {}

  /**
   * A row of a consumer's segment was changed; in the order in which that was committed.
   *
   * @param formerToken the token before
   * @param formerThrough the position before
   * @param owner that the row has after it, or null for none
   */
  record Moved(
      long at,
      String consumer,
      int firstSlot,
      long token,
      long formerToken,
      long through,
      long formerThrough,
      String owner)
      implements Entry {}

  /** A row of the log, in the end; in order of position. */
  record Recorded(
      long at,
      long epoch,
      long position,
      String stream,
      long version,
      String source,
      String id,
      String digest)
      implements Entry {}

  /** A dead letter that is there in the end. */
  record Dead(long at, String consumer, long position, String cause) implements Entry {}

  /** Something was done to the machine from {@code at} to {@code until}. */
  record Faulted(long at, long until, String fault, String what) implements Entry {}
}
