package io.tidings.log.tail;

import io.tidings.model.Frame;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts frames in order by arithmetic on positions: a frame that joins what was taken last may be
 * taken, one from further on is held until the gap is closed. Holds a bounded number of events;
 * what does not fit is forgotten and has to be read from the log.
 */
final class Joiner {

  private final int maxHeld;
  private final TreeMap<Long, Frame> held = new TreeMap<>();
  private int heldEvents;
  private long position;
  private long heard;

  Joiner(int maxHeld) {
    this.maxHeld = maxHeld;
  }

  /** Everything up to here was taken. */
  long position() {
    return position;
  }

  /** Whether something beyond the position is known to exist. */
  boolean behind() {
    return heard > position;
  }

  /** The highest position known to exist. */
  long heard() {
    return heard;
  }

  void hear(long head) {
    heard = Math.max(heard, head);
  }

  void offer(Frame frame) {
    hear(frame.last());
    if (frame.last() > position) {
      Frame known = held.get(frame.first());
      if (known == null || known.last() < frame.last()) {
        hold(frame);
      }
    }
  }

  /** The frame that joins next, without what was taken before, or null. */
  Frame peek() {
    Map.Entry<Long, Frame> first = held.firstEntry();
    while (first != null && first.getValue().last() <= position) {
      release(first.getKey());
      first = held.firstEntry();
    }
    return first == null || first.getKey() > position + 1 ? null : first.getValue().after(position);
  }

  /** Takes the frame that {@link #peek} showed, which moves the position. */
  Frame take() {
    Frame joining = peek();
    if (joining != null) {
      release(held.firstKey());
      position = joining.last();
    }
    return joining;
  }

  /** Gives up every frame held. */
  List<Frame> drain() {
    List<Frame> drained = List.copyOf(held.values());
    held.clear();
    heldEvents = 0;
    return drained;
  }

  /** Everything up to here was had from elsewhere. */
  void skipTo(long through) {
    position = Math.max(position, through);
    hear(position);
  }

  /** The log ends here: what was heard of beyond, and is not held, does not exist. */
  void end(long head) {
    heard = Math.max(head, position);
    held.values().forEach(frame -> hear(frame.last()));
  }

  /** Begins anew at a position, which may lie behind the present one. */
  void reset(long at) {
    drain();
    position = at;
    heard = at;
  }

  private void hold(Frame frame) {
    if (held.containsKey(frame.first())) {
      release(frame.first());
    }
    held.put(frame.first(), frame);
    heldEvents += frame.events().size();
    while (heldEvents > maxHeld && held.size() > 1) {
      release(held.lastKey());
    }
  }

  private void release(long first) {
    heldEvents -= held.remove(first).events().size();
  }
}
