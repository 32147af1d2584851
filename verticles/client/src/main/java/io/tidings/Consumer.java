package io.tidings;

import io.tidings.consumers.engine.ConsumerEngine;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;

/**
 * This node's part in a durable consumer, until it is stopped or the verticle that has started it
 * is undeployed. Thread-safe.
 */
public final class Consumer {

  private final String name;
  private final Tidings tidings;
  private final ConsumerEngine engine;
  private final ContextInternal context;
  private final Closeable stopWithVerticle = this::stopWithVerticle;

  Consumer(String name, Tidings tidings, ConsumerEngine engine, ContextInternal context) {
    this.name = name;
    this.tidings = tidings;
    this.engine = engine;
    this.context = context;
  }

  Future<Consumer> begin() {
    tidings.activity().begun(this);
    return context.closeFuture().add(stopWithVerticle)
        ? Future.succeededFuture(this)
        : stop().map(this);
  }

  public String name() {
    return name;
  }

  /**
   * Finishes what is in work and gives the segments back: other nodes go on without a redelivery
   * (N2). May be repeated.
   */
  public Future<Void> stop() {
    context.closeFuture().remove(stopWithVerticle);
    return engine.stop().onComplete(stopped -> tidings.activity().ended(this));
  }

  /** Everything up to this position that this node has to do is done, or held. */
  long handledThrough() {
    return engine.handledThrough();
  }

  private void stopWithVerticle(Completable<Void> completion) {
    stop().onComplete(completion);
  }
}
