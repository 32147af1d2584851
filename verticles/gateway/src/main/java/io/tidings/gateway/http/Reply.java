package io.tidings.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** An answer that fits into memory. */
public record Reply(int status, String contentType, Buffer body) {

  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  public static Reply json(int status, JsonObject json) {
    return new Reply(status, MediaType.JSON, json.toBuffer());
  }

  /** Succeeds when the bytes are with the operating system. */
  public Future<Void> send(HttpServerResponse response) {
    response.headers().set(HttpHeaders.CONTENT_TYPE, contentType);
    response.headers().set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    return response.setStatusCode(status).end(body);
  }
}
