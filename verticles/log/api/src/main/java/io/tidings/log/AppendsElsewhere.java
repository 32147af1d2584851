package io.tidings.log;

import io.vertx.core.Future;

/**
 * Hints that somebody else has appended: another node, or another client of the database. A hint
 * may be lost or come twice; whoever must not miss an event compares positions.
 */
@FunctionalInterface
public interface AppendsElsewhere {

  /**
   * Calls {@code hint} after appends that this process did not make, and after any time in which
   * they could not be observed.
   *
   * @return succeeds when the observation has begun; it ends with the log
   */
  Future<Void> onAppend(Runnable hint);
}
