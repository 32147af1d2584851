package io.tidings.log.schedule;

/** What has become of a request. */
public sealed interface ScheduleResult {

  /**
   * It will be recorded, or was by now.
   *
   * @param duplicate true if it had been accepted before
   */
  record Accepted(Scheduled scheduled, boolean duplicate) implements ScheduleResult {}

  /**
   * The id stands for {@code existing}: another append, or one for another time, or one that was
   * cancelled. Give the request an id of its own.
   */
  record Refused(Scheduled existing) implements ScheduleResult {}
}
