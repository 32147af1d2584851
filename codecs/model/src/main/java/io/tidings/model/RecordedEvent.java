package io.tidings.model;

import java.time.Instant;

/**
 * An event as the log holds it. It never changes (L8), so one instance may be shared by every
 * verticle of a node (D3).
 *
 * @param event what the producer sent
 * @param version its place in its stream, from 1
 * @param position its place in the log, from 1
 * @param epoch the history in which it was recorded
 * @param recordedAt when, in microseconds; never earlier than that of the position before
 */
public record RecordedEvent(
    NewEvent event, long version, long position, long epoch, Instant recordedAt) {

  public RecordedEvent {
    if (version < 0 || position < 0 || epoch < 0) {
      throw new IllegalArgumentException(
          "version, position and epoch are not negative: %d, %d, %d"
              .formatted(version, position, epoch));
    }
  }

  public String id() {
    return event.id();
  }

  public String source() {
    return event.source();
  }

  public String type() {
    return event.type();
  }

  public String stream() {
    return event.stream();
  }

  public Data data() {
    return event.data();
  }

  /** Where a reader stands that has seen this event. */
  public Cursor cursor() {
    return new Cursor(epoch, position);
  }

  public Receipt receipt() {
    return new Receipt(id(), source(), stream(), version, position, epoch, recordedAt);
  }
}
