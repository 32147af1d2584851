package io.tidings.persistence;

import io.tidings.log.EventLog;
import io.tidings.log.bus.Addresses;
import io.tidings.model.Head;
import io.tidings.wire.HeadRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/**
 * Refuses to serve a log in a cluster in which another node serves another one: requests would go
 * to either. Two logs are told apart by the epoch of their present history, which is a time.
 */
final class SameLog {

  private static final long PATIENCE_MILLIS = 2000;

  private final Vertx vertx;
  private final EventLog log;

  SameLog(Vertx vertx, EventLog log) {
    this.vertx = vertx;
    this.log = log;
  }

  /**
   * Fails with an {@link IllegalStateException} that says what to do. Nobody's answer, or none in
   * time, passes.
   */
  Future<Void> require() {
    if (!vertx.isClustered()) {
      return Future.succeededFuture();
    }
    return vertx
        .eventBus()
        .request(
            Addresses.HEAD,
            new HeadRequest(),
            new DeliveryOptions().setSendTimeout(PATIENCE_MILLIS))
        .map(answer -> answer.body() instanceof Head head ? head : null)
        .otherwiseEmpty()
        .compose(theirs -> theirs == null ? Future.succeededFuture() : compare(theirs));
  }

  private Future<Void> compare(Head theirs) {
    return log.head()
        .compose(
            ours ->
                ours.epoch() == theirs.epoch()
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new IllegalStateException(
                            "another node of this cluster serves another log (its epoch is "
                                + theirs.epoch()
                                + ", that of this node's log "
                                + ours.epoch()
                                + "): give both nodes the same database, or this one a cluster"
                                + " of its own by cluster.name")));
  }
}
