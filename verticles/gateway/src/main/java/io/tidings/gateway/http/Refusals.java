package io.tidings.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers with problem documents, and counts them. */
public final class Refusals {

  private final Connections connections;
  private final MeterRegistry registry;

  public Refusals(Connections connections, MeterRegistry registry) {
    this.connections = connections;
    this.registry = registry;
  }

  /** Answers with the problem of the failure, unless an answer has begun already. */
  public Future<Void> answer(HttpServerRequest request, Throwable failure) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    Problem problem = Problems.of(failure);
    count(problem);
    if (response.headWritten()) {
      return request.connection().close();
    }
    problem.headers().forEach(response::putHeader);
    response
        .setStatusCode(problem.kind().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!request.isEnded()) {
      connections.of(request).linger(request);
    }
    return response.end(problem.toBuffer());
  }

  /** What Vert.x could not read as HTTP; the connection ends with the answer. */
  public void invalid(HttpServerRequest request) {
    DecoderResult result = request.decoderResult();
    Problem problem = invalid(result.cause());
    count(problem);
    request
        .response()
        .setStatusCode(problem.kind().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(problem.toBuffer())
        .onComplete(sent -> request.connection().close());
  }

  /** What the router refuses by itself: a path that cannot be decoded, a request without a host. */
  public void unrouted(RoutingContext context) {
    answer(context.request(), unrouted(context.request().path(), context));
  }

  private static Throwable unrouted(String path, RoutingContext context) {
    Throwable failure = context.failure();
    if (context.statusCode() == 400 && failure != null) {
      return Problem.of(
          ProblemKind.MALFORMED_REQUEST,
          failure.getMessage() + ": mend the request line or the header");
    } else if (context.statusCode() == 500 && failure != null) {
      return failure;
    }
    try {
      Percent.decodePath(path == null ? "" : path, ProblemKind.MALFORMED_REQUEST);
      // Vert.x decodes the query to match a path with names in it, and takes failure for a
      // mismatch.
      String query = context.request().query();
      Percent.decodeQuery(query == null ? "" : query);
      return notFound(path);
    } catch (Problem undecodable) {
      return undecodable;
    }
  }

  /** Nothing is at this path. */
  public static Problem notFound(String path) {
    return Problem.of(
            ProblemKind.NOT_FOUND, "'" + path + "' is no path of the gateway: see /openapi.yaml")
        .header("Link", "</openapi.yaml>; rel=\"service-desc\"");
  }

  private static Problem invalid(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Problem.of(
          ProblemKind.URI_TOO_LONG,
          "The request line is over the limit: ask for less, or in parts");
    } else if (cause instanceof TooLongHttpHeaderException) {
      return Problem.of(
          ProblemKind.HEADERS_TOO_LARGE,
          "The header is over the limit: send fewer or shorter fields");
    } else if (cause instanceof TooLongFrameException) {
      return Problem.of(ProblemKind.MALFORMED_REQUEST, "The request is too long to be read");
    }
    return Problem.of(
        ProblemKind.MALFORMED_REQUEST,
        "Not HTTP/1.1: " + (cause == null ? "unreadable" : cause.getMessage()));
  }

  private void count(Problem problem) {
    registry
        .counter("tidings.gateway.problems", "status", Integer.toString(problem.kind().status()))
        .increment();
  }
}
