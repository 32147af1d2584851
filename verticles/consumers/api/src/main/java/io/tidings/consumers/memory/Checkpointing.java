package io.tidings.consumers.memory;

import io.tidings.consumers.Segments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves segments on, for those who hold the latest token (C4). */
final class Checkpointing {

  private final Consumers consumers;

  Checkpointing(Consumers consumers) {
    this.consumers = consumers;
  }

  Segments.Refused checkpoint(Segments.Checkpoints checkpoints, Instant now) {
    List<Segments.Lease> refused = new ArrayList<>();
    for (Segments.Checkpoint checkpoint : checkpoints.segments()) {
      Optional<Segment> segment = consumers.latest(checkpoint.consumer(), checkpoint.lease(), now);
      if (segment.isEmpty() || !accept(segment.get(), checkpoint)) {
        refused.add(checkpoint.lease());
      }
    }
    return new Segments.Refused(refused);
  }

  /** A segment that was given back is moved no more, but giving it back may be repeated. */
  private static boolean accept(Segment segment, Segments.Checkpoint checkpoint) {
    if (segment.owner == null) {
      return checkpoint.release();
    }
    move(segment, checkpoint);
    return true;
  }

  private static void move(Segment segment, Segments.Checkpoint checkpoint) {
    segment.progress = checkpoint.progress();
    segment.replay = checkpoint.replay();
    segment.handled += checkpoint.handled();
    segment.rate = checkpoint.rate();
    if (checkpoint.release()) {
      segment.free();
      segment.clean = true;
    }
  }
}
