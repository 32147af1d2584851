package io.tidings.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One path: finds the endpoint of the method, and answers for what goes wrong. */
public final class Resource implements Handler<RoutingContext> {

  private final Map<HttpMethod, Endpoint> endpoints = new LinkedHashMap<>();
  private final Connections connections;
  private final Admission admission;
  private final Refusals refusals;
  private String acceptPost;
  private boolean nothing;

  public Resource(Connections connections, Admission admission, Refusals refusals) {
    this.connections = connections;
    this.admission = admission;
    this.refusals = refusals;
  }

  /** GET, and HEAD, whose answer Vert.x sends without its body. */
  public Resource get(Endpoint endpoint) {
    endpoints.put(HttpMethod.GET, endpoint);
    endpoints.put(HttpMethod.HEAD, endpoint);
    return this;
  }

  public Resource post(Set<String> mediaTypes, Endpoint endpoint) {
    endpoints.put(HttpMethod.POST, endpoint);
    acceptPost = String.join(", ", mediaTypes);
    return this;
  }

  public Resource put(Endpoint endpoint) {
    endpoints.put(HttpMethod.PUT, endpoint);
    return this;
  }

  public Resource delete(Endpoint endpoint) {
    endpoints.put(HttpMethod.DELETE, endpoint);
    return this;
  }

  /** A path of which nothing is known. */
  public Resource nothing() {
    nothing = true;
    return this;
  }

  @Override
  public void handle(RoutingContext context) {
    Exchange exchange =
        new Exchange(context, connections.of(context.request()), admission.reservation());
    exchange.connection().begin();
    serve(exchange)
        .<Void>mapEmpty()
        .recover(failure -> refuse(exchange, failure))
        .onComplete(done -> exchange.close());
  }

  /** A refusal may have to wait for its turn, with empty hands. */
  private Future<Void> refuse(Exchange exchange, Throwable failure) {
    exchange.reservation().close();
    return refusals.answer(exchange.request(), failure);
  }

  private Future<?> serve(Exchange exchange) {
    try {
      Requests.check(exchange.request());
      if (nothing) {
        return Future.failedFuture(Refusals.notFound(exchange.request().path()));
      }
      HttpMethod method = exchange.request().method();
      Endpoint endpoint = endpoints.get(method);
      if (endpoint != null) {
        return endpoint.serve(exchange);
      }
      return method == HttpMethod.OPTIONS ? options(exchange) : Future.failedFuture(refuse(method));
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }

  private Future<Void> options(Exchange exchange) {
    exchange.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, allow());
    if (acceptPost != null) {
      exchange.response().putHeader("Accept-Post", acceptPost);
    }
    return exchange.response().end();
  }

  private Problem refuse(HttpMethod method) {
    return Problem.of(
            ProblemKind.METHOD_NOT_ALLOWED, method + " is not taken here: use one of " + allow())
        .header(HttpHeaders.ALLOW, allow());
  }

  private String allow() {
    return endpoints.keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "))
        + ", OPTIONS";
  }
}
