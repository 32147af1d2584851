package io.tidings.consumers.engine;

import io.tidings.consumers.Retry;
import io.tidings.consumers.Segments;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.List;

/**
 * The handlers of a consumer. Called on the context on which the engine was started; futures may
 * complete anywhere. What is already complete when it is answered costs the least.
 */
public interface Work {

  /**
   * Handles one event. The next one of its stream comes when the future has completed.
   *
   * @return fails if it was not handled; with {@link Fenced} if the segment is another's by now
   */
  Future<?> handle(Delivery delivery);

  /** How many events are handled at once; 1 stands for {@link #handle(Delivery)}. */
  default int batch() {
    return 1;
  }

  /**
   * Handles several events, in order of position, of any streams of one segment; one batch of a
   * segment at a time. If it fails each of them is handed to {@link #handle(Delivery)} instead.
   */
  default Future<?> handle(List<Delivery> batch) {
    throw new UnsupportedOperationException("batch() is 1");
  }

  /**
   * How an event that failed so is tried again; {@link Retry#NONE} for not at all.
   *
   * @param declared what the consumer's definition says
   */
  default Retry retry(Throwable failure, Retry declared) {
    return declared;
  }

  /**
   * Whether something that the handler needs is away, and the event not at fault. It is tried again
   * then until that is over, with the declared pauses; such an attempt does not count.
   */
  default boolean isOutage(Throwable failure) {
    return false;
  }

  /**
   * The segment is about to be given back. A delivery of it that waits for somebody who may take
   * long can fail with {@link Fenced} now: its event stays unfinished for the next owner. Others
   * end as they would.
   */
  default void leaving(Segments.Lease lease) {}

  /** What handles the event, for people who read dead letters. */
  String handler(RecordedEvent event);
}
