package io.tidings.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** What is asked of every request, whatever its path. */
final class Requests {

  /** Vert.x resolves dot segments, so a stream of such a name would be another path. */
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("/(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

  private Requests() {}

  static void check(HttpServerRequest request) {
    String path = request.path();
    if (path.indexOf('.') >= 0 || path.indexOf('%') >= 0) {
      if (DOT_SEGMENT.matcher(path).find()) {
        throw Problem.of(
            ProblemKind.MALFORMED_REQUEST,
            "The path has a dot segment: streams named '.' and '..' cannot be asked for by path");
      }
      Percent.decodePath(path, ProblemKind.MALFORMED_REQUEST);
    }
    String expect = request.getHeader(HttpHeaders.EXPECT);
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      throw Problem.of(
          ProblemKind.EXPECTATION_FAILED,
          "Only 'Expect: 100-continue' is understood: leave it out");
    }
  }
}
