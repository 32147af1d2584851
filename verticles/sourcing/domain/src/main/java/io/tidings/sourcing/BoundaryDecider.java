package io.tidings.sourcing;

import io.tidings.model.Boundary;

/**
 * A decider whose state rests on events of more than one stream. Its decision is recorded only if
 * no further event inside the boundary has been recorded meanwhile (L9).
 */
public interface BoundaryDecider<C, E, S> extends Decider<C, E, S> {

  /**
   * Which events the decision about this command rests on; {@link #evolve} is called for these.
   *
   * @return never null, or the command fails
   */
  Boundary boundary(C command);
}
