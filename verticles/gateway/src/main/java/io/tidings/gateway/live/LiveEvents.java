package io.tidings.gateway.live;

import io.tidings.gateway.GatewayConfig;
import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.OnContext;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.ops.GatewayMetrics;
import io.tidings.gateway.read.AtLeast;
import io.tidings.gateway.read.FilterParameters;
import io.tidings.gateway.read.Parameters;
import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.tail.Follower;
import io.tidings.log.tail.Tail;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /v1/events} as {@code text/event-stream}: every matching event behind {@code
 * Last-Event-ID}, or behind {@code after}, or from now on; first from the log, then live, without
 * gap or repetition (D2).
 */
public final class LiveEvents implements Endpoint {

  private static final Set<String> PARAMETERS =
      Set.of("after", "type", "category", "match", "at-least");

  private final Vertx vertx;
  private final EventLog log;
  private final Tail tail;
  private final AtLeast atLeast;
  private final GatewayConfig config;
  private final Admission room;
  private final GatewayMetrics metrics;
  private final Set<LiveClient> clients = new HashSet<>();

  /**
   * @param room for what live clients have not taken yet: one that never reads takes nothing from
   *     those who append
   */
  public LiveEvents(
      Vertx vertx,
      EventLog log,
      Tail tail,
      AtLeast atLeast,
      GatewayConfig config,
      Admission room,
      GatewayMetrics metrics) {
    this.vertx = vertx;
    this.log = log;
    this.tail = tail;
    this.atLeast = atLeast;
    this.config = config;
    this.room = room;
    this.metrics = metrics;
  }

  @Override
  public Future<?> serve(Exchange exchange) {
    QueryParameters parameters = QueryParameters.parse(exchange.request().query(), PARAMETERS);
    Filter filter = FilterParameters.filter(parameters, null);
    Cursor after = after(exchange, parameters);
    exchange.reservation().require(0);
    Future<Void> seen = atLeast.seen(Parameters.cursor(parameters, "at-least"));
    if (exchange.request().method() == HttpMethod.HEAD) {
      exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, MediaType.EVENT_STREAM);
      return seen.compose(head -> exchange.response().end());
    }
    return seen.compose(ready -> started())
        .map(started -> after == null ? tail.view().cursor() : after)
        .compose(from -> follow(exchange, filter, from));
  }

  /** Ends every stream; clients connect again, to another node. */
  public void close() {
    List.copyOf(clients).forEach(LiveClient::close);
  }

  private static Cursor after(Exchange exchange, QueryParameters parameters) {
    String last = exchange.request().getHeader("Last-Event-ID");
    Cursor after = Parameters.cursor(parameters, "after");
    return last == null || last.isEmpty() ? after : Parameters.cursor("Last-Event-ID", last);
  }

  private Future<Void> started() {
    long patience = config.atLeastTimeout().toMillis();
    return OnContext.here(tail.start().timeout(patience, TimeUnit.MILLISECONDS))
        .recover(
            late ->
                Future.failedFuture(
                    new LogFailure.Unavailable("This node does not follow the log yet", late)));
  }

  private Future<Void> follow(Exchange exchange, Filter filter, Cursor from) {
    LiveClient client =
        new LiveClient(
            vertx,
            exchange,
            log,
            new LiveClient.Pace(config.heartbeat(), config.slowClientTimeout()),
            room.reservation(),
            metrics::dropped);
    clients.add(client);
    metrics.liveClients().incrementAndGet();
    Follower.Options options = new Follower.Options(filter, from, config.liveBufferEvents());
    return Follower.follow(vertx, client.pages(), tail, options, client)
        .compose(follower -> client.begin(follower, from.epoch() == 0 ? null : from))
        .onComplete(
            gone -> {
              client.gone();
              clients.remove(client);
              metrics.liveClients().decrementAndGet();
            });
  }
}
