package io.tidings.persistence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What waits for the next transaction, bounded in events and bytes. For one thread. */
final class AppendQueue {

  private final PersistenceConfig config;
  private final long maxBytes;
  private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
  private long events;
  private long bytes;

  AppendQueue(PersistenceConfig config) {
    this.config = config;
    this.maxBytes = config.queuedBytes();
  }

  /** False, and nothing has changed, if it is full. A single large append fits an empty queue. */
  boolean offer(Pending pending) {
    boolean fits =
        waiting.isEmpty()
            || events + pending.events() <= config.maxQueuedEvents()
                && bytes + pending.bytes() <= maxBytes;
    if (fits) {
      waiting.add(pending);
      events += pending.events();
      bytes += pending.bytes();
    }
    return fits;
  }

  /** What goes into one transaction, in the order in which it came; empty if nothing waits. */
  List<Pending> nextBatch() {
    List<Pending> batch = new ArrayList<>();
    long batchEvents = 0;
    long batchBytes = 0;
    while (!waiting.isEmpty()) {
      Pending next = waiting.peek();
      batchEvents += next.events();
      batchBytes += next.bytes();
      if (!batch.isEmpty()
          && (batchEvents > config.maxBatchEvents() || batchBytes > config.maxBatchBytes())) {
        break;
      }
      batch.add(waiting.remove());
      events -= next.events();
      bytes -= next.bytes();
    }
    return batch;
  }

  long events() {
    return events;
  }
}
