package io.tidings.outbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** A wait that can be ended early, from when on none is waited for until it is reset. */
final class Pause {

  private final Vertx vertx;
  private Promise<Void> waiting;
  private boolean over;

  Pause(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Succeeds after the time, or when it is ended; 0 is for as long as it takes. */
  Future<Void> rest(long millis) {
    if (over) {
      return Future.succeededFuture();
    }
    Promise<Void> end = Promise.promise();
    waiting = end;
    if (millis > 0) {
      long timer = vertx.setTimer(millis, elapsed -> end.tryComplete());
      return end.future().onComplete(done -> vertx.cancelTimer(timer));
    }
    return end.future();
  }

  void end() {
    over = true;
    if (waiting != null) {
      waiting.tryComplete();
    }
  }

  void reset() {
    over = false;
  }
}
