package io.tidings.sourcing.engine;

import io.tidings.Tidings;
import io.tidings.model.EventFamily;
import io.tidings.sourcing.BoundaryDecider;
import io.tidings.sourcing.CommandTypes;
import io.tidings.sourcing.Decider;
import io.vertx.core.Future;

/**
 * Says how a decider is run. Not safe for use by several threads.
 *
 * @param <C> its commands
 * @param <E> its events
 * @param <S> its state
 */
public final class DeciderBuilder<C, E, S> {

  private final Tidings tidings;
  private final Sourcing sourcing;
  private final String name;
  private final CommandTypes<C> commands;
  private final EventFamily<E> events;
  private final Decider<C, E, S> decider;
  private Keeper.Plan<S> snapshots;
  private DeciderLimits limits = DeciderLimits.defaults();

  DeciderBuilder(
      Sourcing sourcing,
      String name,
      CommandTypes<C> commands,
      EventFamily<E> events,
      Decider<C, E, S> decider) {
    this.sourcing = sourcing;
    this.tidings = sourcing.tidings();
    this.name = name;
    this.commands = commands;
    this.events = events;
    this.decider = decider;
  }

  /**
   * Keeps states, so that of a long stream only the last events are read. A state of another shape
   * is never read, and neither is one whose last event the log does not have: they are built from
   * all events again.
   *
   * @param state the record, whose components come back equal from JSON
   */
  public DeciderBuilder<C, E, S> snapshots(Class<S> state, SnapshotPolicy policy) {
    return snapshots(state, 1, policy);
  }

  /**
   * The same.
   *
   * @param version raise it when {@code evolve}, or an upcast, makes something else of the same
   *     events: states that were kept before are built from all events again
   */
  public DeciderBuilder<C, E, S> snapshots(Class<S> state, int version, SnapshotPolicy policy) {
    this.snapshots = new Keeper.Plan<>(state, version, policy);
    return this;
  }

  /** How much is done at once on this node. */
  public DeciderBuilder<C, E, S> limits(DeciderLimits limits) {
    this.limits = limits;
    return this;
  }

  /**
   * Takes commands on this node from now on, besides others that run the same decider, until it is
   * stopped or the verticle that has started it is undeployed.
   *
   * @return succeeds when commands can be sent; fails with an {@link IllegalStateException} if this
   *     node runs a decider of that name already
   * @throws IllegalStateException if a {@link BoundaryDecider} is to have snapshots
   */
  public Future<RunningDecider> start() {
    if (snapshots != null && decider instanceof BoundaryDecider) {
      throw new IllegalStateException(
          "the state of a boundary decider is that of no stream: leave the snapshots out");
    }
    Definition<C, E, S> definition =
        new Definition<>(name, commands, events, decider, snapshots, limits);
    CommandMetrics metrics = new CommandMetrics(tidings.host().meters(), name);
    DeciderVerticle verticle =
        new DeciderVerticle(
            name,
            () ->
                new Runner<>(
                        tidings.vertx(), tidings.log(), sourcing.snapshots(), definition, metrics)
                    .by(tidings.clock())
                    .heeding(() -> tidings.tail().view().epoch()));
    // By it the node hears of another epoch, also if nobody else here follows the log.
    tidings.tail().start();
    return tidings
        .vertx()
        .deployVerticle(verticle)
        .map(id -> new RunningDecider(name, sourcing, verticle::verify, id));
  }
}
