package io.tidings.consumers.pull;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Segments;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.Work;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The handler of a consumer that is pulled from: an event is handled when a puller has acked it.
 */
final class PullWork implements Work {

  /**
   * What the desks of a consumer share.
   *
   * @param offered told after events were offered
   * @param keepAcked how long an ack is remembered: until a checkpoint is past it for certain
   */
  record Office(
      Vertx vertx, ConsumerStore store, String consumer, Runnable offered, Duration keepAcked) {}

  private final Office office;
  private final Map<Segments.Lease, Desk> desks = new HashMap<>();

  PullWork(Office office) {
    this.office = office;
  }

  @Override
  public Future<?> handle(Delivery delivery) {
    return desks.computeIfAbsent(delivery.lease(), this::desk).offer(delivery);
  }

  private Desk desk(Segments.Lease lease) {
    return new Desk(office, lease, () -> desks.remove(lease));
  }

  /** Pullers may have settled something. */
  void look() {
    List.copyOf(desks.values()).forEach(Desk::look);
  }

  /** What is out with pullers stays theirs: the next owner learns what becomes of it. */
  @Override
  public void leaving(Segments.Lease lease) {
    Desk desk = desks.get(lease);
    if (desk != null) {
      desk.leave();
    }
  }

  void close() {
    List.copyOf(desks.values()).forEach(Desk::leave);
  }

  @Override
  public Retry retry(Throwable failure, Retry declared) {
    if (!(failure instanceof Nacked nacked)) {
      return declared;
    } else if (nacked.deadLetter()) {
      return Retry.NONE;
    }
    Duration pause = nacked.retryAfter();
    return pause == null
        ? declared
        : new Retry(declared.attempts(), declared.within(), pause, pause, 1, 0);
  }

  @Override
  public String handler(RecordedEvent event) {
    return "pull";
  }
}
