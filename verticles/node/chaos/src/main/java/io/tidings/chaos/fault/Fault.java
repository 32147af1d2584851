package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Something that production does to nodes, networks and servers. Safe to repeat. */
public interface Fault {

  /** As on the command line and the page: {@code kill}, {@code database-restart}. */
  String name();

  /** Why this machine cannot do it; empty if it can. */
  default Optional<String> impossible(Rig rig) {
    return Optional.empty();
  }

  /**
   * Begins. What chance decides (which node) is taken from {@code random} alone, so that a seed
   * repeats it.
   *
   * @return what it did, for the page: {@code kill -9 of node 2}
   */
  String strike(Rig rig, RandomGenerator random) throws Exception;

  /** Ends: everything is as it was before, and nodes that died are started again. */
  void heal(Rig rig) throws Exception;
}
