package io.tidings.sourcing.snapshots;

import io.tidings.model.Data;

/**
 * The state that a decider has found after the first events of a stream. Never a truth of its own:
 * whoever uses it asks the log whether the event that it rests on is there.
 *
 * @param shape tells states that cannot be read alike from each other
 * @param version of the last event that the state rests on, from 1
 * @param position of that event
 * @param epoch of that event
 * @param state JSON
 */
public record Snapshot(
    String decider,
    String stream,
    String shape,
    long version,
    long position,
    long epoch,
    Data state) {

  /** A larger state is not kept, in bytes. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  public Snapshot {
    if (version < 1 || position < version || epoch < 0) {
      throw new IllegalArgumentException(
          "a snapshot at version %d, position %d, epoch %d".formatted(version, position, epoch));
    }
    if (state.length() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a state of " + state.length() + " bytes: " + MAX_BYTES + " can be kept");
    }
  }

  /** Whether it is kept instead of the other: it is of a later version, or of another shape. */
  public boolean replaces(Snapshot other) {
    return version > other.version || version == other.version && !shape.equals(other.shape);
  }
}
