package io.tidings.consumers.memory;

import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Moves segments on, for those who hold the latest token (C4). */
final class Checkpointing {

  private static final Comparator<Progress> BY_POSITION =
      Comparator.comparingLong(Progress::position)
          .thenComparingLong(progress -> progress.through().position());

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

  /** Whether a later one of the same owner has overtaken it: it must take nothing back. */
  private static boolean isLate(Segment segment, Segments.Checkpoint checkpoint) {
    Progress known = segment.progress;
    Progress said = checkpoint.progress();
    return said.through().epoch() < known.through().epoch()
        || said.through().epoch() == known.through().epoch()
            && BY_POSITION.compare(said, known) < 0;
  }

  private static void move(Segment segment, Segments.Checkpoint checkpoint) {
    if (!isLate(segment, checkpoint)) {
      segment.progress = checkpoint.progress();
      segment.replay = checkpoint.replay();
    }
    segment.handled += checkpoint.handled();
    segment.rate = checkpoint.rate();
    if (checkpoint.release()) {
      segment.free();
      segment.clean = checkpoint.clean();
    }
  }
}
