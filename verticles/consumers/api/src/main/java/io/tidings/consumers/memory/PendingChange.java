package io.tidings.consumers.memory;

import io.tidings.consumers.Definitions;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments;
import io.tidings.model.Cursor;

/** Applies a change once nobody works on the consumer. */
final class PendingChange {

  private PendingChange() {}

  static void apply(Definitions.Change change, Consumer consumer) {
    consumer.segments.forEach(Segment::fence);
    switch (change.command()) {
      case SEEK -> seek(consumer, change.to());
      case RESHAPE -> consumer.segments = Reshaping.reshape(consumer.segments, change.segments());
      case REPLAY -> replay(consumer, change);
      default -> throw new IllegalStateException(change.command() + " does not wait");
    }
  }

  private static void seek(Consumer consumer, Cursor to) {
    consumer.segments.forEach(segment -> seek(segment, to));
    consumer.held.values().removeIf(row -> row.position > to.position());
    consumer.offers.clear();
    consumer.steering++;
  }

  private static void seek(Segment segment, Cursor to) {
    segment.progress = Progress.at(to);
    segment.clean = false;
  }

  private static void replay(Consumer consumer, Definitions.Change change) {
    Segments.Replay replay =
        new Segments.Replay(change.from().position(), change.to().position(), change.dryRun());
    consumer.segments.forEach(segment -> segment.replay = replay);
  }
}
