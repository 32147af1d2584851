package io.tidings.sourcing.snapshots;

import io.tidings.wire.Call;
import io.tidings.wire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * Serves snapshots on the bus. Deploy one instance on a node: the bus starves nodes with fewer
 * consumers of an address. Several nodes may serve the same snapshots.
 */
public final class SnapshotsVerticle extends VerticleBase {

  private final Snapshots snapshots;
  private MessageConsumer<Object> calls;

  /**
   * @param snapshots themselves, not as reached over the bus
   */
  public SnapshotsVerticle(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Future<?> start() {
    calls = vertx.eventBus().consumer(SnapshotCalls.ADDRESS, this::answer);
    return calls.completion();
  }

  /** Takes no more calls; who still waits for an answer goes on without. */
  @Override
  public Future<?> stop() {
    return calls.unregister().otherwiseEmpty();
  }

  private void answer(Message<Object> request) {
    Future.succeededFuture(request)
        .map(Message::body)
        .compose(
            body ->
                body instanceof Call call
                    ? SnapshotCalls.serve(snapshots, call)
                    : Future.failedFuture(
                        new IllegalArgumentException("no call that this version knows")))
        .onSuccess(request::reply)
        .onFailure(
            failure ->
                request.reply(
                    Refusal.of(Refusal.Code.UNAVAILABLE, String.valueOf(failure.getMessage()))));
  }
}
