package io.tidings.log.schedule;

import java.time.Instant;
import java.util.List;

/**
 * A part of what is not done yet, in order of the due time and the id.
 *
 * @param end whether nothing comes behind it. A page may be shorter than was asked for and yet not
 *     the last, for its bytes are bounded; it is never empty then
 */
public record ScheduledPage(List<Scheduled> entries, boolean end) {

  public static final int MAX_LIMIT = 1000;

  /** Events of a page, as bytes on the wire; a single append may have more. */
  public static final int MAX_BYTES = 1 << 20;

  /** Where an append stands in the order. */
  public record Place(Instant due, String id) {}

  public ScheduledPage {
    entries = List.copyOf(entries);
  }

  /**
   * The limit.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static int requireLimit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is " + limit + ": give 1 to " + MAX_LIMIT);
    }
    return limit;
  }
}
