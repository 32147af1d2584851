package io.tidings.consumers.engine;

import io.tidings.consumers.Segments;

/** What of a segment was written in its last checkpoint, and whether there is more to write. */
final class Pace {

  private static final double SMOOTHING_NANOS = 5e9;
  private static final double NO_RATE = 0.05;

  private final SegmentWork segment;
  private Mark last;
  private Mark sent;
  private long writtenAt = System.nanoTime();
  private double rate;

  private record Mark(long handled, long changes, long through, long replayed) {}

  Pace(SegmentWork segment) {
    this.segment = segment;
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
        release);
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
  }
}
