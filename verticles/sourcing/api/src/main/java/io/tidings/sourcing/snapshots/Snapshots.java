package io.tidings.sourcing.snapshots;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Keeps one snapshot for each decider and stream. Nothing depends on it but speed: whatever fails,
 * go on without. Methods may be called from any thread, never block, and complete on the caller's
 * Vert.x context when it has one.
 */
public interface Snapshots {

  /** What was saved last; empty if there is none, or no place to keep any. */
  Future<Optional<Snapshot>> load(String decider, String stream);

  /**
   * Keeps the snapshot, unless the one there is of a later version, or of the same version and
   * shape. May be repeated.
   */
  Future<Void> save(Snapshot snapshot);

  /** Forgets the snapshot, if there is one. May be repeated. */
  Future<Void> delete(String decider, String stream);

  /** Keeps nothing. */
  static Snapshots none() {
    return NoSnapshots.INSTANCE;
  }
}
