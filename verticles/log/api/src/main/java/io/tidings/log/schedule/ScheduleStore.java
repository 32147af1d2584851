package io.tidings.log.schedule;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * A schedule as those see it who record what is due. Several nodes may work on one store.
 *
 * <p>A claim keeps the others away for a while, so that they do not do the same work; recording an
 * append twice is harmless (L5).
 */
public interface ScheduleStore extends Schedule {

  /**
   * Takes what is due and unclaimed, or claimed too long ago; from then on it cannot be cancelled.
   *
   * @param most at most so many
   * @param lease how long the others stay away
   * @return those due first, in order; no more than {@value ScheduledPage#MAX_BYTES} bytes of
   *     events unless the first alone has more
   */
  Future<Claimed> claim(int most, Duration lease);

  /**
   * Keeps what has become of what was claimed; all of it or nothing. That an append was recorded is
   * kept whoever claimed it. That one was refused is passed over if somebody else has claimed it
   * since. May be repeated.
   */
  Future<Void> settle(List<Settlement> settlements);

  /**
   * Forgets what ended longer ago than {@code age}, at most {@code most} of it.
   *
   * @return how many were forgotten
   */
  Future<Integer> forget(Duration age, int most);
}
