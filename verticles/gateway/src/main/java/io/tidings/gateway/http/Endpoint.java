package io.tidings.gateway.http;

import io.vertx.core.Future;

/** What one method of one path does. Runs on the event loop of the connection. */
@FunctionalInterface
public interface Endpoint {

  /**
   * Answers the request.
   *
   * @return succeeds when the response has been written; a failure, or an exception, becomes the
   *     problem document of the response
   */
  Future<?> serve(Exchange exchange);
}
