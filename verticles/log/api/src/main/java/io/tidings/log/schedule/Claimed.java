package io.tidings.log.schedule;

import io.tidings.model.Append;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was claimed.
 *
 * @param next how long after this there is more; zero or negative: at once. Null if nothing else
 *     waits. What others schedule meanwhile, and claims that end, may come before: look again from
 *     time to time
 */
public record Claimed(List<Due> due, Duration next) {

  /**
   * An append that is to be recorded.
   *
   * @param claim which claim of it this is, from 1
   */
  public record Due(String id, int claim, Instant due, Append append) {}

  public Claimed {
    due = List.copyOf(due);
  }
}
