package io.tidings.gateway.write;

import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.read.BoundaryParameters;
import io.tidings.gateway.read.Parameters;
import io.tidings.model.Boundary;
import io.tidings.model.Cursor;
import io.tidings.model.Unchanged;
import java.util.Set;

/** {@code unless}, repeatable, and {@code since}: an append on condition of a boundary. */
final class UnlessParameters {

  /** No other parameter is known where these are. */
  static final Set<String> PARAMETERS = Set.of("unless", "since");

  private UnlessParameters() {}

  /**
   * The condition of the query; null without one.
   *
   * @throws Problem if one of the two is missing, or is none
   */
  static Unchanged unchanged(String query) {
    QueryParameters parameters = QueryParameters.parse(query, PARAMETERS);
    Boundary boundary = BoundaryParameters.boundary(parameters, "unless");
    Cursor since = Parameters.cursor(parameters, "since");
    if (boundary == null && since != null) {
      throw QueryParameters.bad("since", "is of no use without 'unless': give the boundary too");
    } else if (boundary != null && since == null) {
      throw QueryParameters.bad(
          "unless", "needs 'since': give the cursor that was read, or 0 for never before");
    }
    return boundary == null ? null : new Unchanged(boundary, since);
  }
}
