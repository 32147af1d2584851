package io.tidings.model;

import java.time.Instant;

/** What the log answers for one event: where it was recorded. */
public record Receipt(
    String id,
    String source,
    String stream,
    long version,
    long position,
    long epoch,
    Instant recordedAt) {

  /** Where a reader stands that has seen the event. */
  public Cursor cursor() {
    return new Cursor(epoch, position);
  }
}
