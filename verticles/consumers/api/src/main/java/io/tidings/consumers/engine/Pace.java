package io.tidings.consumers.engine;

import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments;
import java.util.ArrayList;
import java.util.List;

/** What of a segment was written in its last checkpoint, and whether there is more to write. */
final class Pace {

  private static final double SMOOTHING_NANOS = 5e9;
  private static final double NO_RATE = 0.05;

  private final SegmentWork segment;
  private Mark last;
  private Mark sent;
  private long writtenAt = System.nanoTime();
  private double rate;
  private Progress written;
  private final List<Passing> passing = new ArrayList<>();

  private record Passing(long position, int slot, Runnable action) {}

  private record Mark(long handled, long changes, long through, long replayed) {}

  /**
   * @param written the checkpoint that the segment begins with
   */
  Pace(SegmentWork segment, Progress written) {
    this.segment = segment;
    this.written = written;
    this.last = mark();
  }

  private Mark mark() {
    Segments.Replay replay = segment.replay();
    return new Mark(
        segment.hands().handled(),
        segment.window().changes(),
        segment.window().through(),
        replay == null ? -1 : replay.after());
  }

  /** Whether anything was done since. */
  boolean isUrgent() {
    Mark now = mark();
    return now.handled != last.handled
        || now.changes != last.changes
        || now.replayed != last.replayed;
  }

  /** Whether anything was looked at, or ceased, since. */
  boolean isDue() {
    return mark().through != last.through || rate > 0;
  }

  long nanosSinceWritten() {
    return System.nanoTime() - writtenAt;
  }

  Segments.Checkpoint checkpoint(boolean release) {
    sent = mark();
    long handled = sent.handled - last.handled;
    return new Segments.Checkpoint(
        segment.scope().consumer(),
        segment.lease(),
        segment.window().progress(),
        segment.replay(),
        handled,
        smoothed(handled),
        release,
        !segment.hands().isInDoubt(segment.window().position()));
  }

  private double smoothed(long handled) {
    double elapsed = Math.max(1, nanosSinceWritten());
    double weight = 1 - Math.exp(-elapsed / SMOOTHING_NANOS);
    double smooth = rate + weight * (handled * 1e9 / elapsed - rate);
    return smooth < NO_RATE ? 0 : smooth;
  }

  void written(Segments.Checkpoint checkpoint) {
    last = sent;
    rate = checkpoint.rate();
    writtenAt = System.nanoTime();
    written = checkpoint.progress();
    List<Passing> ready =
        passing.stream().filter(one -> hasPassed(one.position(), one.slot())).toList();
    passing.removeAll(ready);
    ready.forEach(one -> one.action().run());
  }

  /** Acts as soon as a checkpoint is written that has the event done, or held. */
  void whenPassed(long position, int slot, Runnable action) {
    if (hasPassed(position, slot)) {
      action.run();
    } else {
      passing.add(new Passing(position, slot, action));
    }
  }

  private boolean hasPassed(long position, int slot) {
    return !written.unfinished().contains(position)
        && (position <= written.through().position()
            || written.ahead().stream()
                .anyMatch(one -> one.slots().contains(slot) && position <= one.through()));
  }
}
