package io.tidings.consumers.engine;

import io.tidings.consumers.Segments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes the checkpoints of all segments of an engine: what has changed, in one call, one call at a
 * time, so that none overtakes a later one.
 */
final class Checkpointer {

  private final Scope scope;
  private final Supplier<Collection<SegmentWork>> segments;
  private final Set<SegmentWork> releasing = new LinkedHashSet<>();
  private final long timer;
  private boolean writing;

  /**
   * @param segments those that are held
   */
  Checkpointer(Scope scope, Supplier<Collection<SegmentWork>> segments) {
    this.scope = scope;
    this.segments = segments;
    this.timer = scope.every(scope.config().checkpointInterval().toMillis(), this::tick);
  }

  void close() {
    scope.cancel(timer);
  }

  /** Gives a segment back in which nothing is in work any more; it is dropped then. */
  void release(SegmentWork segment) {
    releasing.add(segment);
    tick();
  }

  private void tick() {
    releasing.removeIf(segment -> !segment.isAlive());
    if (writing) {
      return;
    }
    Map<Segments.Lease, SegmentWork> written = new HashMap<>();
    List<Segments.Checkpoint> checkpoints = new ArrayList<>();
    for (SegmentWork segment : changed()) {
      written.put(segment.lease(), segment);
      checkpoints.add(segment.pace().checkpoint(releasing.contains(segment)));
    }
    if (!checkpoints.isEmpty()) {
      write(checkpoints, written);
    }
  }

  private Set<SegmentWork> changed() {
    Set<SegmentWork> changed = new LinkedHashSet<>(releasing);
    Collection<SegmentWork> all = segments.get();
    long patience = scope.config().claimInterval().toNanos();
    boolean urgent = all.stream().anyMatch(segment -> segment.pace().isUrgent());
    for (SegmentWork segment : all) {
      Pace pace = segment.pace();
      if (pace.isUrgent() || pace.isDue() && (urgent || pace.nanosSinceWritten() > patience)) {
        changed.add(segment);
      }
    }
    return changed;
  }

  private void write(
      List<Segments.Checkpoint> checkpoints, Map<Segments.Lease, SegmentWork> written) {
    writing = true;
    scope
        .here(scope.store().checkpoint(new Segments.Checkpoints(checkpoints)))
        .onComplete(
            done -> {
              writing = false;
              if (done.succeeded()) {
                checkpoints.forEach(one -> written(one, written.get(one.lease())));
                done.result().segments().forEach(lease -> refused(written.get(lease)));
                checkpoints.forEach(one -> released(one, written.get(one.lease())));
                if (!releasing.isEmpty()) {
                  tick();
                }
              } else {
                failed(done.cause());
              }
            });
  }

  private static void written(Segments.Checkpoint checkpoint, SegmentWork segment) {
    segment.pace().written(checkpoint);
  }

  private static void refused(SegmentWork segment) {
    if (segment != null) {
      segment.lost("its checkpoint is refused");
    }
  }

  private void released(Segments.Checkpoint checkpoint, SegmentWork segment) {
    if (checkpoint.release()) {
      releasing.remove(segment);
      segment.drop();
    }
  }

  /** The next tick tries again; a segment that is given back is not waited for for ever. */
  private void failed(Throwable failure) {
    scope.troubled("write checkpoints", failure);
    if (!scope.leased()) {
      List.copyOf(releasing)
          .forEach(segment -> segment.lost("its lease has ended before it was given back"));
    }
  }
}
