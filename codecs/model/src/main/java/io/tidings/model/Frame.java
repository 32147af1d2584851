package io.tidings.model;

import java.util.List;

/** A contiguous range of recorded events, in order of position; never empty. */
public record Frame(List<RecordedEvent> events) {

  public Frame {
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a frame without events");
    }
    long expected = events.get(0).position();
    for (RecordedEvent event : events) {
      if (event.position() != expected) {
        throw new IllegalArgumentException(
            "position " + event.position() + " in a frame instead of " + expected);
      }
      expected++;
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
