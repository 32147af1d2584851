package io.tidings;

import io.tidings.consumers.engine.ConsumerEngine;
import io.vertx.core.Future;

/**
 * This node's part in a durable consumer, until it is stopped or the verticle that has started it
 * is undeployed. Thread-safe.
 */
public final class Consumer {

  private final String name;
  private final ConsumerEngine engine;

  Consumer(String name, Tidings tidings, ConsumerEngine engine) {
    this.name = name;
    this.engine = engine;
    tidings.activity().begun(this);
    engine.stopped().onComplete(stopped -> tidings.activity().ended(this));
  }

  public String name() {
    return name;
  }

  /**
   * Finishes what is in work and gives the segments back: other nodes go on without a redelivery
   * (N2). May be repeated.
   */
  public Future<Void> stop() {
    return engine.stop();
  }

  /** As {@link ConsumerEngine#handledThrough}. */
  long handledThrough() {
    return engine.handledThrough();
  }

  /** As {@link ConsumerEngine#passed}. */
  long passed() {
    return engine.passed();
  }
}
