package io.tidings.gateway.http;

import io.tidings.model.InvalidEvent;
import io.tidings.model.StreamName;
import io.vertx.core.http.HttpServerRequest;

/** The path of one stream's events. Its name stands in one segment, percent-encoded. */
public final class StreamPath {

  /** For the router. */
  public static final String ROUTE = "/v1/streams/:stream/events";

  private static final String BEFORE = "/v1/streams/";
  private static final String BEHIND = "/events";

  private StreamPath() {}

  /**
   * The name in the path.
   *
   * @throws Problem if it is no stream name in UTF-8
   */
  public static String stream(HttpServerRequest request) {
    String path = request.path();
    int end = path.lastIndexOf(BEHIND);
    if (!path.startsWith(BEFORE) || end <= BEFORE.length()) {
      throw Refusals.notFound(path);
    }
    try {
      return StreamName.require(
          Percent.decodePath(path.substring(BEFORE.length(), end), ProblemKind.MALFORMED_REQUEST));
    } catch (InvalidEvent invalid) {
      throw Problem.of(ProblemKind.MALFORMED_REQUEST, "In the path, " + invalid.getMessage())
          .with("attribute", invalid.attribute());
    }
  }

  /** The path of a stream. */
  public static String of(String stream) {
    return BEFORE + Percent.encode(stream) + BEHIND;
  }
}
