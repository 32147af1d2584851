package io.tidings.gateway.schedule;

import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.log.schedule.ScheduleRequest;

/** The paths of what is scheduled, and what stands in them. */
final class ScheduledPath {

  static final String ALL = "/v1/scheduled";
  static final String ONE = ALL + "/:id";

  private ScheduledPath() {}

  /**
   * The id in the path.
   *
   * @throws Problem if it can be none
   */
  static String id(Exchange exchange) {
    try {
      return ScheduleRequest.requireId(exchange.pathParameter("id"));
    } catch (IllegalArgumentException refused) {
      throw Problem.of(ProblemKind.MALFORMED_REQUEST, "In the path, " + refused.getMessage());
    }
  }

  /** Ids need no escapes. */
  static String of(String id) {
    return ALL + "/" + id;
  }

  static Problem unknown(String id) {
    return Problem.of(
        ProblemKind.UNKNOWN_SCHEDULED,
        "Nothing is scheduled as '"
            + id
            + "', or it was recorded or cancelled long ago: see GET "
            + ALL);
  }
}
