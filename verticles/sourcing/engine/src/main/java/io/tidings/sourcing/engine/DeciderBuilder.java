package io.tidings.sourcing.engine;

import io.tidings.Tidings;
import io.tidings.model.EventFamily;
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

  /** How much is done at once on this node. */
  public DeciderBuilder<C, E, S> limits(DeciderLimits limits) {
    this.limits = limits;
    return this;
  }

  /**
   * Takes commands on this node from now on, besides others that run the same decider, until it is
   * stopped or the verticle that has started it is undeployed.
   *
   * @return succeeds when commands can be sent
   */
  public Future<RunningDecider<S>> start() {
    Definition<C, E, S> definition = new Definition<>(name, commands, events, decider, limits);
    Runner<C, E, S> runner =
        new Runner<>(
            tidings.vertx(),
            tidings.log(),
            definition,
            new CommandMetrics(tidings.host().meters(), name));
    return tidings
        .vertx()
        .deployVerticle(new DeciderVerticle(name, runner))
        .map(id -> new RunningDecider<>(name, sourcing, id));
  }
}
