package io.tidings.launcher;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A role that has started.
 *
 * @param address where it can be reached from outside, as the ready line prints it: a URL
 * @param stopping see {@link #stop()}
 */
public record Started(Optional<String> address, Supplier<Future<?>> stopping) {

  /** A role that is reached at an address. */
  public static Started at(String address, Supplier<Future<?>> stopping) {
    return new Started(Optional.of(address), stopping);
  }

  /** A role that nobody outside of the cluster reaches. */
  public static Started inside(Supplier<Future<?>> stopping) {
    return new Started(Optional.empty(), stopping);
  }

  /**
   * Takes no more work, finishes what it has taken, and releases everything. Called once, after the
   * node's readiness has gone and before the roles that started earlier are stopped.
   */
  public Future<?> stop() {
    return stopping.get();
  }
}
