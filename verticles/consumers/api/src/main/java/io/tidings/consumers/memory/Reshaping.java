package io.tidings.consumers.memory;

import io.tidings.consumers.Progress;
import io.tidings.model.Cursor;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.util.ArrayList;
import java.util.List;

/** Divides the slots anew, and keeps for every slot how far it is. */
final class Reshaping {

  private final List<Segment> old;
  private final long[] through = new long[StreamName.SLOTS];

  private Reshaping(List<Segment> old) {
    this.old = old;
  }

  static List<Segment> reshape(List<Segment> old, int segments) {
    Reshaping reshaping = new Reshaping(old);
    reshaping.lookUpSlots();
    return Segment.divided(segments).stream().map(reshaping::segment).toList();
  }

  private void lookUpSlots() {
    for (Segment segment : old) {
      raise(segment.slots, segment.progress.through().position());
      segment.progress.ahead().forEach(ahead -> raise(ahead.slots(), ahead.through()));
    }
  }

  private void raise(SlotRange slots, long position) {
    for (int slot = slots.first(); slot <= slots.last(); slot++) {
      through[slot] = Math.max(through[slot], position);
    }
  }

  private Segment segment(SlotRange slots) {
    List<Segment> parts =
        old.stream()
            .filter(part -> part.slots.first() <= slots.last())
            .filter(part -> slots.first() <= part.slots.last())
            .toList();
    long latest = old.stream().mapToLong(part -> part.token).max().orElse(0);
    Segment segment = new Segment(slots, latest, progress(slots, parts));
    segment.clean = parts.stream().allMatch(part -> part.clean);
    segment.handled =
        parts.stream()
            .filter(part -> slots.contains(part.slots.first()))
            .mapToLong(part -> part.handled)
            .sum();
    return segment;
  }

  private Progress progress(SlotRange slots, List<Segment> parts) {
    long least = Long.MAX_VALUE;
    for (int slot = slots.first(); slot <= slots.last(); slot++) {
      least = Math.min(least, through[slot]);
    }
    List<Long> unfinished =
        parts.stream()
            .flatMap(part -> part.progress.unfinished().stream())
            .sorted()
            .distinct()
            .toList();
    return new Progress(new Cursor(epoch(parts), least), ahead(slots, least), unfinished);
  }

  /** The oldest: if any of the histories was lost, the log says where to go back to (L7). */
  private static long epoch(List<Segment> parts) {
    return parts.stream()
        .mapToLong(part -> part.progress.through().epoch())
        .filter(epoch -> epoch > 0)
        .min()
        .orElse(0);
  }

  private List<Progress.Ahead> ahead(SlotRange slots, long least) {
    List<Progress.Ahead> ahead = new ArrayList<>();
    int first = slots.first();
    for (int slot = first; slot <= slots.last(); slot++) {
      if (slot == slots.last() || through[slot + 1] != through[first]) {
        if (through[first] > least) {
          ahead.add(new Progress.Ahead(new SlotRange(first, slot), through[first]));
        }
        first = slot + 1;
      }
    }
    return ahead;
  }
}
