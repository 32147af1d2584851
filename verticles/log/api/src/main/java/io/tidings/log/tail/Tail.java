package io.tidings.log.tail;

import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Head;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;

/**
 * A node's view of the end of the log: hears the frames that persistence nodes publish, repairs
 * from the log what was lost, and hands every event once, in order of position, to the node's
 * followers and to the local bus address {@code event.<type>} (D2). One for each node; it starts
 * with the first who needs it. Thread-safe.
 */
public final class Tail {

  private final Vertx vertx;
  private final TailVerticle verticle;
  private Future<Void> started;

  public Tail(Vertx vertx, EventLog log, TailConfig config) {
    this.vertx = vertx;
    this.verticle = new TailVerticle(log, config);
  }

  /**
   * Begins to follow the feed from the present head of the log; repeating it changes nothing,
   * unless the former attempt failed.
   *
   * @return succeeds when every event recorded from now on will be delivered
   */
  public synchronized Future<Void> start() {
    if (started == null || started.failed()) {
      started = deploy();
    }
    return started;
  }

  /** From a context of no verticle, or else the tail would be undeployed with its first user. */
  private Future<Void> deploy() {
    Promise<Void> deployed = Promise.promise();
    ((VertxInternal) vertx)
        .createEventLoopContext()
        .runOnContext(go -> vertx.deployVerticle(verticle).<Void>mapEmpty().onComplete(deployed));
    return deployed.future();
  }

  /** How far this node has seen; position 0 before the tail has started. */
  public Head view() {
    return verticle.view();
  }

  /**
   * Waits until this node has seen everything up to the cursor.
   *
   * @return whether it has, within the time given; the epoch of the cursor is not looked at
   */
  public Future<Boolean> reached(Cursor cursor, Duration patience) {
    if (view().position() >= cursor.position()) {
      return Future.succeededFuture(true);
    }
    Promise<Boolean> reached = Promise.promise();
    long timer = vertx.setTimer(patience.toMillis(), late -> reached.tryComplete(false));
    start()
        .onSuccess(running -> verticle.await(cursor.position(), reached))
        .onFailure(reached::tryFail);
    return reached.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /** Registers a listener; the head answered is where it begins. */
  Future<Head> listen(Context on, TailListener listener) {
    return start().compose(running -> verticle.listen(on, listener));
  }

  void forget(TailListener listener) {
    verticle.forget(listener);
  }
}
