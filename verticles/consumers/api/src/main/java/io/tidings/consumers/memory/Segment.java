package io.tidings.consumers.memory;

import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A range of slots, who works on it, and how far that is. */
final class Segment {

  final SlotRange slots;
  long token;
  String owner;
  Instant leasedUntil;
  Progress progress;
  Segments.Replay replay;
  long handled;
  double rate;

  /** Whether nothing that is not done was in a handler's hands: now, and when it was given. */
  boolean clean = true;

  private boolean givenClean;

  Segment(SlotRange slots, long token, Progress progress) {
    this.slots = slots;
    this.token = token;
    this.progress = progress;
  }

  /** All slots in so many ranges, whose sizes differ by 1 at most. */
  static List<SlotRange> divided(int segments) {
    return IntStream.range(0, segments)
        .mapToObj(at -> new SlotRange(boundary(at, segments), boundary(at + 1, segments) - 1))
        .toList();
  }

  private static int boundary(int at, int segments) {
    return at * StreamName.SLOTS / segments;
  }

  boolean leased(Instant now) {
    return owner != null && leasedUntil.isAfter(now);
  }

  void give(String node, Instant until) {
    token++;
    givenClean = clean && owner == null;
    clean = false;
    owner = node;
    leasedUntil = until;
  }

  void free() {
    owner = null;
    leasedUntil = null;
    rate = 0;
  }

  /** Frees it, and fences whoever still believes to hold it. */
  void fence() {
    free();
    token++;
  }

  Segments.Segment shown() {
    return new Segments.Segment(slots, token, progress, replay, givenClean);
  }
}
