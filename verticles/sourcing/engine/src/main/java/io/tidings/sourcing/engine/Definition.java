package io.tidings.sourcing.engine;

import io.tidings.model.EventFamily;
import io.tidings.sourcing.CommandTypes;
import io.tidings.sourcing.Decider;

/**
 * What a decider is, apart from where it runs.
 *
 * @param snapshots null for none
 */
record Definition<C, E, S>(
    String name,
    CommandTypes<C> commands,
    EventFamily<E> events,
    Decider<C, E, S> decider,
    Keeper.Plan<S> snapshots,
    DeciderLimits limits) {}
