package io.tidings.model;

import java.util.List;

/** A contiguous range of recorded events, in order of position; never empty. */
public record Frame(List<RecordedEvent> events) {

  public Frame {
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a frame without events");
    }
    long first = events.get(0).position();
    long last = events.get(events.size() - 1).position();
    if (last - first + 1 != events.size()) {
      throw new IllegalArgumentException(
          events.size() + " events do not make the frame " + first + ".." + last);
    }
  }

  public long first() {
    return events.get(0).position();
  }

  public long last() {
    return events.get(events.size() - 1).position();
  }

  public long epoch() {
    return events.get(events.size() - 1).epoch();
  }

  /** The part behind {@code position}; the frame must reach beyond it. */
  public Frame after(long position) {
    return position < first()
        ? this
        : new Frame(events.subList((int) (position - first() + 1), events.size()));
  }
}
