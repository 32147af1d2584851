package io.tidings.chaos.rig;

import java.time.Duration;
import java.util.Optional;

/** What the nodes, which are numbered from 1, reach each other by. */
public interface Network extends AutoCloseable {

  Place place(int node);

  /** Why traffic between nodes cannot be touched; empty if it can. */
  Optional<String> untouchable();

  default boolean canCut() {
    return untouchable().isEmpty();
  }

  /** From now on nothing that one node sends reaches the other. Packets vanish without a word. */
  void cut(int from, int to);

  /** Undoes {@link #cut}; nothing if it was not cut. */
  void mend(int from, int to);

  /**
   * What a node receives from everywhere comes no faster than this; what would have to wait longer
   * than {@code queue} is lost.
   */
  void slow(int node, int kilobitsPerSecond, Duration queue);

  /** Undoes {@link #slow}; nothing if it was not slow. */
  void hasten(int node);

  /** Everything is as at the beginning. */
  void heal();

  @Override
  void close();
}
