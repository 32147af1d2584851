package io.tidings.gateway.schedule;

import io.tidings.gateway.http.Durations;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.model.Append;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;

/** When it is due: at a time, or after a while. */
record DueParameters(Instant at, Duration after) {

  private static final Set<String> PARAMETERS = Set.of("at", "after");

  /**
   * Reads the query.
   *
   * @throws Problem if it does not say when
   */
  static DueParameters of(String query) {
    QueryParameters parameters = QueryParameters.parse(query, PARAMETERS);
    String at = parameters.one("at");
    String after = parameters.one("after");
    if ((at == null) == (after == null)) {
      throw Problem.of(
              ProblemKind.BAD_PARAMETER,
              "Say when it is due: by at=2026-11-23T14:05:06Z, or by after=PT20M, not both")
          .with("parameter", "at");
    }
    return new DueParameters(at == null ? null : time(at), after == null ? null : delay(after));
  }

  /**
   * The request.
   *
   * @throws Problem if the time is out of range
   */
  ScheduleRequest request(String id, Append append) {
    try {
      return new ScheduleRequest(id, at, after, append);
    } catch (IllegalArgumentException refused) {
      throw QueryParameters.bad(at != null ? "at" : "after", "is refused: " + refused.getMessage());
    }
  }

  /** Who forgets to write + as %2B has sent a space, which stands nowhere else in a timestamp. */
  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException refused) {
      throw QueryParameters.bad(
          "at", "is '" + text + "': give a time of RFC 3339 such as 2026-11-23T14:05:06Z");
    }
  }

  private static Duration delay(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException refused) {
      throw QueryParameters.bad("after", refused.getMessage());
    }
  }
}
