package io.tidings.sourcing.engine;

/**
 * What a comparison of a snapshot with its stream has shown.
 *
 * @param snapshot the version that the snapshot was taken at; 0 if there was none that fits, so
 *     that all events were compared with themselves
 * @param version the version of the stream at which the states were compared
 * @param equal whether the state by the snapshot and that by all events are the same. If not, the
 *     snapshot was deleted: raise the version that the decider's snapshots have been given
 */
public record Verified(long snapshot, long version, boolean equal) {}
