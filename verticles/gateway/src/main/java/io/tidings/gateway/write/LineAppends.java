package io.tidings.gateway.write;

import io.tidings.gateway.http.Bodies;
import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.ops.GatewayMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * {@code POST /v1/events} with newline-delimited JSON of any length. Each line is an append of its
 * own and is answered by one line, in order; events are recorded in the order of their lines. Blank
 * lines are passed over. Whoever sends has to read the answers meanwhile: nothing more is read
 * while answers wait to be taken.
 */
final class LineAppends implements Endpoint {

  /**
   * How much of one request is held at once.
   *
   * @param lineBytes of one line
   * @param windowBytes of the lines read and not answered yet
   */
  record Window(int lineBytes, int windowBytes) {}

  private final Vertx vertx;
  private final PatientAppend log;
  private final Window window;
  private final GatewayMetrics metrics;

  LineAppends(Vertx vertx, PatientAppend log, Window window, GatewayMetrics metrics) {
    this.vertx = vertx;
    this.log = log;
    this.window = window;
    this.metrics = metrics;
  }

  @Override
  public Future<?> serve(Exchange exchange) {
    exchange.reservation().require(0);
    Bodies.proceed(exchange);
    return new LineStream(vertx, exchange, log, window, metrics).run();
  }
}
