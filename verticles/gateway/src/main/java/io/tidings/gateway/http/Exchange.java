package io.tidings.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** One request with its response, and what the gateway holds for it until the response is out. */
public final class Exchange {

  private final RoutingContext context;
  private final Connections.Connection connection;
  private final Admission.Reservation reservation;

  Exchange(
      RoutingContext context,
      Connections.Connection connection,
      Admission.Reservation reservation) {
    this.context = context;
    this.connection = connection;
    this.reservation = reservation;
  }

  public HttpServerRequest request() {
    return context.request();
  }

  public HttpServerResponse response() {
    return context.response();
  }

  /** What stands in the path where the route has {@code :name}, decoded. */
  public String pathParameter(String name) {
    return context.pathParam(name);
  }

  /** The bytes that are held for this request. */
  public Admission.Reservation reservation() {
    return reservation;
  }

  /** The answer is out, and what the client still sends is thrown away for a moment. */
  public void discardRest() {
    if (!request().isEnded()) {
      connection.linger(request());
    }
  }

  /** More of the request has to arrive within the request timeout, counted from now on. */
  public void await(Runnable overdue) {
    connection.reading(overdue);
  }

  /** Nothing has to arrive any more, for now. */
  public void awaitNothing() {
    connection.read();
  }

  Connections.Connection connection() {
    return connection;
  }

  void close() {
    reservation.close();
    connection.end();
  }
}
