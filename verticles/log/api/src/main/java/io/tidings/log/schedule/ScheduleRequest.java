package io.tidings.log.schedule;

import io.tidings.model.Append;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * An append to be recorded at a time, or a while after the store has accepted it. Times are kept in
 * microseconds.
 *
 * @param id 1 to 200 of the characters {@code A-Z a-z 0-9 . _ ~ : -}, unique in the log
 * @param at when it is due, from the year 1970 to 9999; null if {@code after} is given. A time that
 *     has passed is due at once
 * @param after from 0 to {@value #MAX_DAYS} days; null if {@code at} is given
 */
public record ScheduleRequest(String id, Instant at, Duration after, Append append) {

  static final int MAX_DAYS = 36_525;

  private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~:-]{1,200}");
  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  public ScheduleRequest {
    requireId(id);
    if ((at == null) == (after == null)) {
      throw new IllegalArgumentException("give either the time or the delay");
    }
    if (append == null) {
      throw new IllegalArgumentException("nothing to record: give an append");
    }
    if (at != null) {
      if (at.isBefore(Instant.EPOCH) || at.isAfter(END)) {
        throw new IllegalArgumentException("due at " + at + ": give a time from 1970 to 9999");
      }
      at = at.truncatedTo(ChronoUnit.MICROS);
    } else {
      if (after.isNegative() || after.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
        throw new IllegalArgumentException(
            "due after " + after + ": give a delay from 0 to " + MAX_DAYS + " days");
      }
      after = after.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** Due at a time. */
  public static ScheduleRequest at(String id, Instant due, Append append) {
    return new ScheduleRequest(id, due, null, append);
  }

  /** Due so long after it was accepted. */
  public static ScheduleRequest after(String id, Duration delay, Append append) {
    return new ScheduleRequest(id, null, delay, append);
  }

  /**
   * The id.
   *
   * @throws IllegalArgumentException if it can be none
   */
  public static String requireId(String id) {
    if (id == null || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "'"
              + id
              + "' cannot be the id of a scheduled append: give 1 to 200 of A-Z a-z 0-9 ._~:-");
    }
    return id;
  }
}
