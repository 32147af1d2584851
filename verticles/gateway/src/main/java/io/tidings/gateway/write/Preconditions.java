package io.tidings.gateway.write;

import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The expected version of a stream as HTTP says it. */
public final class Preconditions {

  private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");

  private Preconditions() {}

  static String etag(long version) {
    return '"' + Long.toString(version) + '"';
  }

  /**
   * What {@code If-Match: "7"} or {@code If-None-Match: *} expects of the stream; empty without
   * either.
   *
   * @throws Problem if one of them is of another form, or both are there
   */
  static Map<String, Long> expected(HttpServerRequest request, String stream) {
    String match = request.getHeader(HttpHeaders.IF_MATCH);
    String noneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (match != null && noneMatch != null) {
      throw bad("If-Match and If-None-Match exclude each other: send one of them");
    } else if (match != null) {
      return Map.of(stream, version(match));
    } else if (noneMatch == null) {
      return Map.of();
    } else if (noneMatch.equals("*")) {
      return Map.of(stream, 0L);
    }
    throw bad("If-None-Match '" + noneMatch + "': send * for a stream that does not exist yet");
  }

  /**
   * An append to several streams has no version to compare.
   *
   * @throws Problem if the request has a precondition
   */
  public static void refuse(HttpServerRequest request) {
    if (request.headers().contains(HttpHeaders.IF_MATCH)
        || request.headers().contains(HttpHeaders.IF_NONE_MATCH)) {
      throw bad("A precondition is about one stream: POST to /v1/streams/{stream}/events");
    }
  }

  private static long version(String match) {
    Matcher matcher = VERSION.matcher(match.strip());
    if (!matcher.matches()) {
      throw bad("If-Match '" + match + "': send one version in double quotes, such as \"7\"");
    }
    return Long.parseLong(matcher.group(1));
  }

  private static Problem bad(String detail) {
    return Problem.of(ProblemKind.BAD_PRECONDITION, detail);
  }
}
