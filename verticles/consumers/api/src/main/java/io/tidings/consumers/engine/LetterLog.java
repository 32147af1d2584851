package io.tidings.consumers.engine;

import io.tidings.model.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people of events that failed for good: one line a second, however many they are. */
final class LetterLog {

  private static final Logger LOG = LoggerFactory.getLogger(LetterLog.class);
  private static final long SPACING_NANOS = 1_000_000_000L;

  private final String consumer;
  private final int segment;
  private long toldAt = System.nanoTime() - SPACING_NANOS;
  private int untold;

  LetterLog(String consumer, int segment) {
    this.consumer = consumer;
    this.segment = segment;
  }

  void tell(RecordedEvent event, Verdict verdict, int attempts, Throwable failure) {
    long now = System.nanoTime();
    if (now - toldAt < SPACING_NANOS) {
      untold++;
      return;
    }
    LOG.warn(
        "{} segment {}: {} at {} of stream {} is {} after {} attempts{}: {}",
        consumer,
        segment,
        event.type(),
        event.position(),
        event.stream(),
        verdict.state(),
        attempts,
        untold == 0 ? "" : ", as are " + untold + " before it",
        Failures.summary(failure));
    toldAt = now;
    untold = 0;
  }
}
