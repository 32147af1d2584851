package io.tidings.consumers;

import io.tidings.model.Cursor;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Consumers as a whole: declared, looked at, steered, removed. */
public interface Definitions {

  /**
   * Makes the consumer known. A new one is divided into segments of equal size that begin at {@code
   * from}; of one that is known nothing but the definition can change, and only if it differs.
   *
   * @param from where a new consumer begins: the last position that it does not handle
   * @param replace whether a definition that differs replaces the known one, with a row in the
   *     ledger; otherwise it is refused. The first segments and the start are not compared
   */
  record Declaration(Definition definition, Cursor from, boolean replace, String by) {}

  /** Whether it was new; whether it replaced another definition. */
  record Declared(boolean created, boolean replaced) {}

  /**
   * @return fails with {@link ConsumerFailure.Conflict}, naming what differs, if the consumer is
   *     known by another definition that may not be replaced, or is of another kind
   */
  Future<Declared> declare(Declaration declaration);

  record Removal(String consumer, String by, String why) {}

  /**
   * Forgets the consumer: its places, held streams, inbox; not its rows in the ledger, to which one
   * is added. Owners of its segments learn of it at their next claim.
   *
   * @return fails with {@link ConsumerFailure.Unknown}
   */
  Future<Done> remove(Removal removal);

  /** Nothing to tell. */
  record Done() {}

  /** What a consumer is told to do. */
  enum Command {
    PAUSE,
    /** Ends a pause, and what stopped the consumer. */
    RESUME,
    /** Go on behind {@code to}, back or forth, whatever was done; dead letters behind it go. */
    SEEK,
    /** Divide the slots into {@code segments}, keeping what is done. */
    RESHAPE,
    /** Hand events behind {@code from}, up to {@code to}, to the handlers once more. */
    REPLAY,
    /** What an owner says when a handler demands it: nothing is handled until a resume. */
    STOP
  }

  /**
   * @param from of a replay, exclusive; otherwise null
   * @param to of a seek, or of a replay, inclusive; otherwise null
   * @param segments of a reshape; otherwise 0
   * @param dryRun of a replay: effects are rolled back where they can be
   */
  record Change(
      String consumer,
      Command command,
      Cursor from,
      Cursor to,
      int segments,
      boolean dryRun,
      String by,
      String why) {}

  /**
   * Tells the consumer, and writes a row of the ledger. Pauses and resumes hold at once: nobody is
   * given a segment any more. A seek, a reshape and a replay are applied as soon as every owner has
   * given its segments back, or its lease has ended; then work goes on. Repeating a pause or a
   * resume changes nothing and writes no row.
   *
   * @return fails with {@link ConsumerFailure.Unknown}, or with {@link ConsumerFailure.Conflict}
   *     while another change, or a replay, is still going on
   */
  Future<Done> change(Change change);

  enum State {
    RUNNING,
    PAUSED,
    /** By a handler that failed; the reason says how. */
    STOPPED,
    /** Waits for its segments to be given back, to apply a change. */
    CHANGING
  }

  /**
   * @param owner the node that works on it, or null
   * @param lease how long the owner has it for certain; zero without an owner
   * @param progress as of the last checkpoint
   * @param replay what is being replayed, or null
   * @param handled since the consumer was declared
   * @param rate events handled a second, lately, as its owner measured it
   */
  record SegmentStatus(
      SlotRange slots,
      long token,
      String owner,
      Duration lease,
      Progress progress,
      Segments.Replay replay,
      long handled,
      double rate) {}

  /**
   * @param reason why it is not running, or null
   * @param segments in order of their slots
   * @param retrying streams that wait for another attempt
   * @param dead dead letters
   * @param stopped streams that wait for a redrive without a dead letter
   */
  record Status(
      Definition definition,
      State state,
      String reason,
      List<SegmentStatus> segments,
      long retrying,
      long dead,
      long stopped) {

    /** Everything up to here, itself included, is handled or waits in a held stream. */
    public long position() {
      return segments.stream().mapToLong(one -> one.progress().position()).min().orElse(0);
    }
  }

  /**
   * @param consumer or null for all
   */
  record Asked(String consumer) {}

  record Statuses(List<Status> consumers) {}

  /**
   * In order of their names.
   *
   * @return fails with {@link ConsumerFailure.Unknown} if a consumer is named that is not there
   */
  Future<Statuses> status(Asked asked);

  /**
   * A row of the ledger: what was skipped, moved, edited or steered (C6).
   *
   * @param number ascending
   * @param action declare, replace, remove, pause, resume, stop, seek, reshape, replay, redrive,
   *     edit, discard, skip, switch
   * @param stream or null
   * @param position of the event at issue, or null
   * @param detail JSON, depending on the action; or null
   */
  record LedgerRow(
      long number,
      Instant at,
      String consumer,
      String action,
      String by,
      String why,
      String stream,
      Long position,
      String detail) {}

  /**
   * @param consumer or null for all
   * @param after only rows with a higher number
   * @param limit 1 to 1000
   */
  record LedgerQuery(String consumer, long after, int limit) {}

  record Ledger(List<LedgerRow> rows) {}

  /** Oldest first. */
  Future<Ledger> ledger(LedgerQuery query);

  /** Writes a row; its number and time are the store's. */
  Future<Done> note(LedgerRow row);
}
