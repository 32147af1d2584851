package io.tidings.consumers.engine;

import io.tidings.consumers.Definition;
import io.vertx.core.Future;

/**
 * What one node does for one consumer. It keeps to the context on which it was started; {@link
 * #stop} and {@link #handledThrough} may be called from anywhere.
 */
public final class ConsumerEngine {

  private ConsumerEngine() {}

  /**
   * Declares the consumer, and begins to work on the segments that it is given.
   *
   * @param replace whether the definition replaces a known one that differs
   * @return succeeds when the consumer is declared and the first segments were claimed; fails as
   *     {@link io.tidings.consumers.Definitions#declare} and {@link Starts#resolve} do
   */
  public static Future<ConsumerEngine> start(
      Host host, Definition definition, boolean replace, Work work) {
    return Future.failedFuture(new UnsupportedOperationException());
  }

  /**
   * Finishes what is in work, gives every segment back with its last checkpoint, leaves: other
   * nodes go on without a redelivery (N2). May be repeated.
   *
   * @return succeeds when nothing is in work any more
   */
  public Future<Void> stop() {
    return Future.succeededFuture();
  }

  /**
   * Everything up to this position that falls to this node's segments is handled, or held behind a
   * failed event; 0 before the first segments were claimed.
   */
  public long handledThrough() {
    return 0;
  }
}
