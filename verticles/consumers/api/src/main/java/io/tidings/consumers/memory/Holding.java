package io.tidings.consumers.memory;

import io.tidings.consumers.HeldStreams;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Streams that wait behind a failed event, as the owners of segments see them (C5). */
final class Holding {

  private final Consumers consumers;

  Holding(Consumers consumers) {
    this.consumers = consumers;
  }

  HeldStreams.Accepted hold(HeldStreams.Failure failure, Instant now) {
    Optional<Segment> segment = consumers.owned(failure.consumer(), failure.lease(), now);
    boolean accepted = segment.isPresent() && segment.get().slots.contains(failure.slot());
    if (accepted) {
      Map<String, HeldRow> held = consumers.require(failure.consumer(), now).held;
      if (!isLate(segment.get(), held.get(failure.stream()), failure.event().position())) {
        hold(held, failure, now);
      }
    }
    return new HeldStreams.Accepted(accepted);
  }

  /**
   * Whether it was given up as unanswered, and is carried out when the event has been done: nothing
   * is held of it, and the checkpoint has it done.
   */
  private static boolean isLate(Segment segment, HeldRow row, long position) {
    return (row == null || row.event.position() > position)
        && position <= segment.progress.through().position()
        && !segment.progress.unfinished().contains(position)
        && (segment.replay == null
            || position <= segment.replay.after()
            || position > segment.replay.to());
  }

  private static void hold(Map<String, HeldRow> held, HeldStreams.Failure failure, Instant now) {
    HeldRow row = held.get(failure.stream());
    long position = failure.event().position();
    if (row != null && row.released() && position <= row.position) {
      // It was discarded while it was being tried.
      return;
    }
    if (row == null || row.event.position() != position) {
      row = new HeldRow(failure, now);
      held.put(failure.stream(), row);
    }
    row.fail(failure, now);
  }

  HeldStreams.Accepted advance(HeldStreams.Advance advance, Instant now) {
    boolean accepted = consumers.owned(advance.consumer(), advance.lease(), now).isPresent();
    if (accepted) {
      Map<String, HeldRow> held = consumers.require(advance.consumer(), now).held;
      HeldRow row = held.get(advance.stream());
      // One of a later event is not meant: that came after this was given up as unanswered.
      if (row != null && row.position <= advance.through()) {
        if (advance.free()) {
          held.remove(advance.stream());
        } else {
          row.release(advance.through());
        }
      }
    }
    return new HeldStreams.Accepted(accepted);
  }

  HeldStreams.Held held(HeldStreams.HeldQuery query, Instant now) {
    return new HeldStreams.Held(
        consumers.require(query.consumer(), now).held.values().stream()
            .filter(row -> query.slots().contains(row.slot))
            .map(row -> row.shown(now))
            .sorted(Comparator.comparingLong(HeldStreams.HeldStream::position))
            .toList());
  }
}
