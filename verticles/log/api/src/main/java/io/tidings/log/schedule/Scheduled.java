package io.tidings.log.schedule;

import io.tidings.model.Append;
import io.tidings.model.Cursor;
import java.time.Instant;

/**
 * An append that was accepted, and what has become of it.
 *
 * @param due when it is to be recorded, by the clock of the store
 * @param recorded where its last event is, if it is {@link State#RECORDED}; otherwise null
 * @param problem why the log has refused it, if it is {@link State#FAILED}; otherwise null
 */
public record Scheduled(
    String id, Instant due, State state, Append append, Cursor recorded, String problem) {

  /** How far it has come. */
  public enum State {
    /** It waits for its time, and can be cancelled. */
    PENDING,
    /** Its time has come and a node is about to record it, or has died over it. */
    RECORDING,
    RECORDED,
    /** The log has refused it for good. It stays until it is cancelled. */
    FAILED,
    CANCELLED;

    /** Whether nothing will happen to it any more, so that it is forgotten some time. */
    public boolean ended() {
      return this == RECORDED || this == CANCELLED;
    }

    public boolean cancellable() {
      return this == PENDING || this == FAILED;
    }
  }

  /** Where the next page begins, if this is the last of a page. */
  public ScheduledPage.Place place() {
    return new ScheduledPage.Place(due, id);
  }
}
