package io.tidings.gateway.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** {@code GET /metrics}: every meter of the node as Prometheus text. */
public final class Scrape implements Endpoint {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final PrometheusMeterRegistry registry;

  public Scrape(Vertx vertx, PrometheusMeterRegistry registry) {
    this.vertx = vertx;
    this.registry = registry;
  }

  @Override
  public Future<?> serve(Exchange exchange) {
    return vertx
        .executeBlocking(() -> Buffer.buffer(registry.scrape(TEXT)))
        .compose(text -> new Reply(200, TEXT, text).send(exchange.response()));
  }
}
