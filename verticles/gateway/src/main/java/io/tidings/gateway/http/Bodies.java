package io.tidings.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads a body whole, bounded in bytes and in time. */
public final class Bodies {

  /** What a body that is too long is refused with. */
  public record Bound(long bytes, ProblemKind refusal) {

    Problem exceeded() {
      return Problem.of(
              refusal, "The body is over the limit of " + bytes + " bytes: send less at once")
          .with("limit", bytes);
    }
  }

  private Bodies() {}

  /**
   * Reads the body. Call it on the event loop before anything asynchronous. Held is what has
   * arrived: announcing much and sending little takes nothing from others.
   *
   * @return fails with a {@link Problem}: too long, too slow, ended early, or too many bytes are
   *     held already
   */
  public static Future<byte[]> read(Exchange exchange, Bound bound) {
    long announced = announced(exchange.request());
    if (announced > bound.bytes()) {
      return Future.failedFuture(bound.exceeded());
    }
    exchange.reservation().require(Math.max(0, announced));
    proceed(exchange);
    Body body = new Body(exchange, bound);
    return body.whole.future();
  }

  /** Tells a client that waits for it to send the body. */
  public static void proceed(Exchange exchange) {
    if (exchange.request().getHeader(HttpHeaders.EXPECT) != null) {
      exchange.response().writeContinue();
    }
  }

  /** The length that the request announces, -1 for none. */
  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      throw Problem.of(
          ProblemKind.MALFORMED_REQUEST, "Content-Length '" + length + "' is no number of bytes");
    }
  }

  private static final class Body {

    private final Promise<byte[]> whole = Promise.promise();
    private final Exchange exchange;
    private final Bound bound;
    private Buffer first;
    private Buffer all;

    private Body(Exchange exchange, Bound bound) {
      this.exchange = exchange;
      this.bound = bound;
      exchange.connection().reading(() -> whole.tryFail(tooSlow()));
      exchange
          .request()
          .exceptionHandler(failure -> whole.tryFail(cutShort()))
          .endHandler(end -> whole.tryComplete(bytes()))
          .handler(this::more);
    }

    private void more(Buffer chunk) {
      if (whole.future().isComplete()) {
        return;
      }
      int size = chunk.length() + (all != null ? all.length() : first != null ? first.length() : 0);
      if (size > bound.bytes()) {
        whole.fail(bound.exceeded());
        return;
      }
      try {
        exchange.reservation().grow(chunk.length());
      } catch (Problem overloaded) {
        whole.fail(overloaded);
        return;
      }
      keep(chunk);
    }

    /** Most bodies are one chunk, which is then not copied. */
    private void keep(Buffer chunk) {
      if (first == null) {
        first = chunk;
      } else {
        if (all == null) {
          all = Buffer.buffer().appendBuffer(first);
        }
        all.appendBuffer(chunk);
      }
    }

    private byte[] bytes() {
      exchange.connection().read();
      return all != null ? all.getBytes() : first != null ? first.getBytes() : new byte[0];
    }
  }

  private static Problem tooSlow() {
    return Problem.of(
            ProblemKind.REQUEST_TIMEOUT,
            "The body did not arrive in time and nothing of it was recorded: send it again")
        .header(HttpHeaders.CONNECTION, "close");
  }

  private static Problem cutShort() {
    return Problem.of(
        ProblemKind.BODY_CUT_SHORT,
        "The body ended before its announced length and nothing of it was recorded: send it again");
  }
}
