package io.tidings.gateway.ops;

import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.tidings.log.EventLog;
import io.tidings.log.tail.Tail;
import io.tidings.model.Head;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** {@code GET /v1/log}: the head of the log, and how far this node has seen it. */
public final class LogState implements Endpoint {

  private final EventLog log;
  private final Tail tail;

  public LogState(EventLog log, Tail tail) {
    this.log = log;
    this.tail = tail;
  }

  @Override
  public Future<?> serve(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    return log.head()
        .map(this::json)
        .compose(json -> Reply.json(200, json).send(exchange.response()));
  }

  /** Positions have no gaps (L3), so the head counts the events. */
  private JsonObject json(Head head) {
    return new JsonObject()
        .put("epoch", head.epoch())
        .put("position", head.position())
        .put("cursor", head.cursor().toString())
        .put("events", head.position())
        .put("view", tail.view().cursor().toString());
  }
}
