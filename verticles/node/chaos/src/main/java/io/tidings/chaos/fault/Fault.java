package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Something that production does to nodes, networks and servers. Safe to repeat. */
public interface Fault {

  /** What it is done to. Faults of different targets may strike at once. */
  enum Target {
    NODE,
    DATABASE,
    NETWORK,
    CLIENT
  }

  /** How long it may last between strike and heal. */
  record Span(Duration least, Duration most) {

    public static final Span USUAL = seconds(5, 15);

    public static Span seconds(int least, int most) {
      return new Span(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }
  }

  /** As on the command line and the page: {@code kill}, {@code database-restart}. */
  String name();

  Target target();

  default Span span() {
    return Span.USUAL;
  }

  /** Why this machine cannot do it, or cannot any more; empty if it can. */
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

  /**
   * Ends: everything is as it was before, and nodes that died are started again. Does not wait
   * until they are ready. Nothing if it has not struck.
   */
  void heal(Rig rig) throws Exception;
}
