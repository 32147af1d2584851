package io.tidings.sourcing.engine;

import io.tidings.sourcing.commands.Commands;
import io.vertx.core.Future;
import java.util.function.Function;

/** This node's part in a decider. Thread-safe. */
public final class RunningDecider {

  private final String name;
  private final Sourcing sourcing;
  private final Function<String, Future<Verified>> verifier;
  private final String deployment;
  private Future<Void> stopped;

  RunningDecider(
      String name,
      Sourcing sourcing,
      Function<String, Future<Verified>> verifier,
      String deployment) {
    this.name = name;
    this.sourcing = sourcing;
    this.verifier = verifier;
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
   * Builds the state of a stream from all its events, and compares it with that by the snapshot,
   * and with itself as read from JSON. A snapshot that differs is deleted. Reads the whole stream.
   *
   * @return fails if the log or the snapshot cannot be read; with an {@link IllegalStateException}
   *     if the decider has no snapshots, or the state does not come back equal from JSON, so that
   *     none can be taken
   */
  public Future<Verified> verify(String stream) {
    return verifier.apply(stream);
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
