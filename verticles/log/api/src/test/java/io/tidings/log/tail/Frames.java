package io.tidings.log.tail;

import io.tidings.model.Frame;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.time.Instant;
import java.util.stream.LongStream;

/** Frames made by hand. */
final class Frames {

  private Frames() {}

  static Frame of(long first, long last) {
    return new Frame(LongStream.rangeClosed(first, last).mapToObj(Frames::event).toList());
  }

  private static RecordedEvent event(long position) {
    NewEvent event =
        NewEvent.builder("" + position, "/test", "test.happened").stream("s-" + position % 16)
            .build();
    return new RecordedEvent(event, position, position, 1, Instant.EPOCH);
  }
}
