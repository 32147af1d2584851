package io.tidings.sourcing.engine;

import io.tidings.model.RecordedEvent;

/**
 * A stream's state after its first events.
 *
 * @param version of the last event that it rests on; 0 if there was none
 * @param position of that event, and {@code epoch}: by which it is known again
 * @param heard the epoch that the log was in when it said so; a later one may have lost the event
 */
record Loaded<S>(S state, long version, long position, long epoch, long heard) {

  static <S> Loaded<S> nothing(S initial) {
    return new Loaded<>(initial, 0, 0, 0, 0);
  }

  boolean rests(RecordedEvent on) {
    return on.version() == version && on.position() == position && on.epoch() == epoch;
  }

  /** The state after this event as well. */
  Loaded<S> with(S next, RecordedEvent event) {
    return new Loaded<>(next, event.version(), event.position(), event.epoch(), heard);
  }

  /** The same, as the log says it in this epoch. */
  Loaded<S> heardIn(long epochOfLog) {
    return new Loaded<>(state, version, position, epoch, epochOfLog);
  }
}
