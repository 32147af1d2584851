package io.tidings.consumers.engine;

import io.tidings.consumers.Segments;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Hands the events of one segment to the consumer's handlers, and counts how it ends. */
final class Hands {

  /** Learns in a later turn of the engine how a delivery ended that did not succeed at once. */
  interface Ending {
    /**
     * @param failure null if it succeeded
     */
    void ended(Throwable failure);
  }

  private final Scope scope;
  private final Segments.Lease lease;
  private long doubtful;
  private long handled;

  /**
   * @param doubtful events up to this position may have been in hands under a former lease
   */
  Hands(Scope scope, Segments.Lease lease, long doubtful) {
    this.scope = scope;
    this.lease = lease;
    this.doubtful = doubtful;
  }

  /** It is known now up to where that may be. */
  void doubt(long through) {
    doubtful = through;
  }

  /** Whether something behind the position may have been in hands under a former lease. */
  boolean isInDoubt(long position) {
    return position < doubtful;
  }

  /** Since the segment was taken. */
  long handled() {
    return handled;
  }

  Delivery delivery(RecordedEvent event, int slot, int attempt) {
    return new Delivery(
        scope.consumer(),
        lease,
        slot,
        event,
        attempt,
        false,
        false,
        attempt > 1 || isInDoubt(event.position() - 1));
  }

  Delivery replayed(RecordedEvent event, int slot, int attempt, boolean dryRun) {
    return new Delivery(scope.consumer(), lease, slot, event, attempt, true, dryRun, false);
  }

  /** Whether it succeeded at once; otherwise {@code ending} is told later. */
  boolean hand(Delivery delivery, Ending ending) {
    scope.metrics().begun(delivery);
    return hand(() -> scope.work().handle(delivery), 1, ending);
  }

  boolean hand(List<Delivery> batch, Ending ending) {
    batch.forEach(scope.metrics()::begun);
    return hand(() -> scope.work().handle(batch), batch.size(), ending);
  }

  private boolean hand(Supplier<Future<?>> call, int events, Ending ending) {
    long begun = System.nanoTime();
    Future<?> outcome = called(call);
    if (outcome.succeeded()) {
      succeeded(events, System.nanoTime() - begun);
      return true;
    }
    scope.metrics().waiting(1);
    outcome.onComplete(
        done -> {
          long nanos = System.nanoTime() - begun;
          scope.metrics().waiting(-1);
          scope.inTurn(
              () -> {
                if (done.succeeded()) {
                  succeeded(events, nanos);
                } else if (!(done.cause() instanceof Fenced)) {
                  scope.metrics().failed(nanos);
                }
                ending.ended(done.cause());
              });
        });
    return false;
  }

  private void succeeded(int events, long nanos) {
    handled += events;
    scope.metrics().succeeded(events, nanos);
  }

  private static Future<?> called(Supplier<Future<?>> call) {
    try {
      return Objects.requireNonNull(call.get(), "the handler answered null, no future");
    } catch (Throwable failure) {
      return Future.failedFuture(failure);
    }
  }
}
