package io.tidings.gateway.consumers;

import io.tidings.gateway.http.Exchange;
import io.vertx.core.http.HttpServerRequest;

/** Leads to the page behind a full one. */
final class NextLink {

  private NextLink() {}

  /** The same request, but for {@code after}. */
  static void add(Exchange exchange, long after) {
    HttpServerRequest request = exchange.request();
    StringBuilder link = new StringBuilder("<").append(request.path()).append('?');
    if (request.query() != null) {
      for (String pair : request.query().split("&")) {
        if (!pair.isEmpty() && !pair.equals("after") && !pair.startsWith("after=")) {
          link.append(pair.replace(">", "%3E")).append('&');
        }
      }
    }
    exchange
        .response()
        .putHeader(
            "Link", link.append("after=").append(after).append(">; rel=\"next\"").toString());
  }
}
