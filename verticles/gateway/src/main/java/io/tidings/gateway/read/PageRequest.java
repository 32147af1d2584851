package io.tidings.gateway.read;

import io.tidings.gateway.http.QueryParameters;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import java.util.Set;

/**
 * The page that a request asks for. Newest first if {@code direction=backward}, or if {@code
 * before} is given without {@code after}; oldest first otherwise.
 *
 * @param query its limit is that of the page
 * @param atLeast what the node must have seen before it answers, or null
 */
record PageRequest(Query query, Cursor atLeast) {

  static final Set<String> PARAMETERS =
      Set.of("after", "before", "limit", "type", "category", "match", "direction", "at-least");

  /** Streams are of one category. */
  static final Set<String> STREAM_PARAMETERS =
      Set.of("after", "before", "limit", "type", "match", "direction", "at-least");

  private static final int DEFAULT_LIMIT = 100;

  /** A page of the log. */
  static PageRequest ofLog(String query) {
    QueryParameters parameters = QueryParameters.parse(query, PARAMETERS);
    Filter filter = FilterParameters.filter(parameters, null);
    Cursor after = Parameters.cursor(parameters, "after");
    Cursor before = Parameters.cursor(parameters, "before");
    Query.Direction direction = direction(parameters);
    Cursor from = direction == Query.Direction.BACKWARD && before != null ? before : after;
    return new PageRequest(
        new Query(
            filter,
            Query.Unit.POSITION,
            from == null ? 0 : from.epoch(),
            after == null ? 0 : after.position(),
            before == null ? Long.MAX_VALUE : before.position(),
            direction,
            Parameters.limit(parameters, DEFAULT_LIMIT, Query.MAX_LIMIT)),
        Parameters.cursor(parameters, "at-least"));
  }

  /** A page of one stream, whose {@code after} and {@code before} are versions. */
  static PageRequest ofStream(String stream, String query) {
    QueryParameters parameters = QueryParameters.parse(query, STREAM_PARAMETERS);
    return new PageRequest(
        new Query(
            FilterParameters.filter(parameters, stream),
            Query.Unit.VERSION,
            0,
            Parameters.number(parameters, "after", 0),
            Parameters.number(parameters, "before", Long.MAX_VALUE),
            direction(parameters),
            Parameters.limit(parameters, DEFAULT_LIMIT, Query.MAX_LIMIT)),
        Parameters.cursor(parameters, "at-least"));
  }

  private static Query.Direction direction(QueryParameters parameters) {
    String given = parameters.one("direction");
    if (given == null) {
      boolean towardsOlder = parameters.one("before") != null && parameters.one("after") == null;
      return towardsOlder ? Query.Direction.BACKWARD : Query.Direction.FORWARD;
    }
    return switch (given) {
      case "forward" -> Query.Direction.FORWARD;
      case "backward" -> Query.Direction.BACKWARD;
      default ->
          throw QueryParameters.bad("direction", "is '" + given + "': give forward or backward");
    };
  }
}
