package io.tidings.consumers;

import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Streams that wait behind an event that failed (C5). Nothing of what waits is copied: it is in the
 * log, behind the failed event. Only the owner of the segment holds, moves and frees a stream, by
 * its fencing token.
 */
public interface HeldStreams {

  enum HeldState {
    /** Will be tried again when it is due. */
    RETRYING,
    /** A dead letter: waits for somebody to redrive or discard it. */
    DEAD,
    /** Waits for somebody to redrive it. */
    STOPPED,
    /** The failed event is done; those behind it are to be handled, up to where the segment is. */
    RELEASED
  }

  /** The event that failed. */
  record FailedEvent(long position, String type, String source, String id) {}

  /**
   * One attempt that failed.
   *
   * @param number from 1; begins again with a redrive
   * @param handler what was called, for people
   * @param error the class of the exception
   * @param trace of the exception, cut off at 8 KiB
   */
  record Attempt(
      int number,
      Instant at,
      String node,
      String handler,
      String error,
      String message,
      String trace) {}

  /** What a handler gets instead of the recorded payload; the log keeps the original. */
  record Replacement(String contentType, String form, byte[] data) {}

  /**
   * @param state RETRYING, DEAD or STOPPED
   * @param due for RETRYING: the pause before the next attempt
   * @param outages how many attempts so far, this one included, were outages and do not count
   */
  record Failure(
      String consumer,
      Segments.Lease lease,
      String stream,
      int slot,
      FailedEvent event,
      HeldState state,
      Duration due,
      Attempt attempt,
      int outages) {

    /** Of an event whose attempts all count. */
    public Failure(
        String consumer,
        Segments.Lease lease,
        String stream,
        int slot,
        FailedEvent event,
        HeldState state,
        Duration due,
        Attempt attempt) {
      this(consumer, lease, stream, slot, event, state, due, attempt, 0);
    }
  }

  /** Whether the token was the latest; otherwise nothing was changed. */
  record Accepted(boolean accepted) {}

  /** Holds the stream from the event on, or adds an attempt to what is held. */
  Future<Accepted> hold(Failure failure);

  /**
   * @param through the last position of the stream that is handled
   * @param free whether all of it is handled that the segment has passed: nothing is held any more.
   *     Otherwise the stream is RELEASED, and what lies behind {@code through} is to be handled
   */
  record Advance(
      String consumer, Segments.Lease lease, String stream, long through, boolean free) {}

  Future<Accepted> advance(Advance advance);

  /**
   * @param position of the failed event; for RELEASED the last one that is handled
   * @param attempts so far, since the last redrive
   * @param since the first failure
   * @param due how long until the next attempt; zero if it is over, or not RETRYING
   * @param replacement or null
   * @param outages how many of the attempts were outages and do not count
   */
  record HeldStream(
      String stream,
      int slot,
      HeldState state,
      long position,
      int attempts,
      Duration since,
      Duration due,
      Replacement replacement,
      int outages) {

    /** Of an event whose attempts all count. */
    public HeldStream(
        String stream,
        int slot,
        HeldState state,
        long position,
        int attempts,
        Duration since,
        Duration due,
        Replacement replacement) {
      this(stream, slot, state, position, attempts, since, due, replacement, 0);
    }
  }

  record HeldQuery(String consumer, SlotRange slots) {}

  record Held(List<HeldStream> streams) {}

  /** All held streams of these slots, in order of position. */
  Future<Held> held(HeldQuery query);
}
