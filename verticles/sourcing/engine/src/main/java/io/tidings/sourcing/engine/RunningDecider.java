package io.tidings.sourcing.engine;

import io.tidings.sourcing.commands.Commands;
import io.vertx.core.Future;

/**
 * This node's part in a decider. Thread-safe.
 *
 * @param <S> its state
 */
public final class RunningDecider<S> {

  private final String name;
  private final Sourcing sourcing;
  private final String deployment;
  private Future<Void> stopped;

  RunningDecider(String name, Sourcing sourcing, String deployment) {
    this.name = name;
    this.sourcing = sourcing;
    this.deployment = deployment;
  }

  public String name() {
    return name;
  }

  /** As {@link Sourcing#commands}. */
  public Commands commands() {
    return sourcing.commands();
  }

  /**
   * Takes no more commands on this node, and answers those that it has taken; other nodes that run
   * the decider go on. May be repeated.
   */
  public synchronized Future<Void> stop() {
    if (stopped == null) {
      stopped = sourcing.tidings().vertx().undeploy(deployment).otherwiseEmpty();
    }
    return stopped;
  }
}
