package io.tidings.gateway.ops;

import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /openapi.yaml}: the description of this interface, OpenAPI 3.1. */
public final class OpenApi implements Endpoint {

  /** On the class path. */
  public static final String RESOURCE = "/io/tidings/gateway/openapi.yaml";

  private final Buffer document = load();

  @Override
  public Future<?> serve(Exchange exchange) {
    return new Reply(200, "application/yaml", document).send(exchange.response());
  }

  private static Buffer load() {
    try (InputStream resource = OpenApi.class.getResourceAsStream(RESOURCE)) {
      return Buffer.buffer(resource.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
