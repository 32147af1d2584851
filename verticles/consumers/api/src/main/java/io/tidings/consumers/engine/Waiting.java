package io.tidings.consumers.engine;

import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.HeldStreams.Replacement;
import java.util.Objects;

/** What a held stream waits for, as the owner of its segment knows it. */
final class Waiting {

  private final Pauses pauses;
  private HeldState state;
  private long position;
  private long written;
  private final Tries tries;
  private long due;
  private long restsUntil;
  private Replacement replacement;

  Waiting(Pauses pauses) {
    this.pauses = pauses;
    this.tries = new Tries(pauses);
  }

  /** As the store has it. */
  void adopt(HeldStream row) {
    state = row.state();
    position = row.position();
    written = row.position();
    tries.adopt(row);
    due = pauses.nanos() + row.due().toNanos();
    restsUntil = System.nanoTime();
    replacement = row.replacement();
  }

  /** Whether the store has nothing else, apart from when a retry is due. */
  boolean agrees(HeldStream row) {
    return row.state() == state
        && row.attempts() == tries.failed()
        && (state == HeldState.RELEASED || row.position() == position)
        && Objects.deepEquals(parts(row.replacement()), parts(replacement));
  }

  /** Whether the retry is due in the store, and is not known to be. */
  boolean isDueBy(HeldStream row) {
    return isRetrying() && row.due().isZero() && due - pauses.nanos() > 0;
  }

  private static Object[] parts(Replacement replacement) {
    return replacement == null
        ? null
        : new Object[] {replacement.contentType(), replacement.form(), replacement.data()};
  }

  /**
   * An attempt failed, and was written down.
   *
   * @return whether another event failed than before
   */
  boolean failed(long at, int attempt, Verdict verdict) {
    boolean isOther = at != position;
    if (isOther) {
      position = at;
      replacement = null;
    }
    tries.failed(attempt, verdict);
    state = verdict.state();
    due = verdict.dueAt();
    restsUntil = System.nanoTime();
    return isOther;
  }

  /** What it waited behind is done. */
  void release() {
    state = HeldState.RELEASED;
    written = position;
  }

  /** The stream is handled up to here; the store is told later. */
  void drained(long through) {
    position = Math.max(position, through);
  }

  void written(long through) {
    written = through;
  }

  boolean isRetrying() {
    return state == HeldState.RETRYING;
  }

  boolean isReleased() {
    return state == HeldState.RELEASED;
  }

  /** Whether it will get free without anybody's doing. */
  boolean isActive() {
    return isRetrying() || isReleased();
  }

  /** Whether more was drained than the store knows. */
  boolean isUnwritten() {
    return isReleased() && position > written;
  }

  /** Of the event that it waits behind; once released, of the last one that is handled. */
  long position() {
    return position;
  }

  int attempts() {
    return tries.failed();
  }

  Replacement replacement() {
    return replacement;
  }

  /** With the attempt that has failed just now. */
  Tried tried() {
    return tries.tried();
  }

  /** When to look whether it is due: 0 if it is. */
  long millisToDue() {
    long rest = restsUntil - System.nanoTime();
    if (rest > 0) {
      return rest / 1_000_000 + 1;
    }
    long pause = due - pauses.nanos();
    return pause > 0 ? pauses.millisUntil(pause) : 0;
  }

  /** Nothing is tried for a while, whatever is due. */
  void rest(long millis) {
    restsUntil = System.nanoTime() + millis * 1_000_000;
  }
}
