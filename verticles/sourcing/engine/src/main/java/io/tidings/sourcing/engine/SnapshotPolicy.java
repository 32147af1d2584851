package io.tidings.sourcing.engine;

/**
 * When a state is kept.
 *
 * @param every after so many events of a stream; fewer events are read when it is loaded, and more
 *     is written
 */
public record SnapshotPolicy(int every) {

  public SnapshotPolicy {
    if (every < 1) {
      throw new IllegalArgumentException("a snapshot every " + every + " events: give 1 or more");
    }
  }

  public static SnapshotPolicy every(int events) {
    return new SnapshotPolicy(events);
  }

  /** Whether one is due since the stream has gone from one version to the other. */
  boolean due(long from, long to) {
    return to / every > from / every;
  }
}
