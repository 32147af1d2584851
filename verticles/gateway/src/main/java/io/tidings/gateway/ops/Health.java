package io.tidings.gateway.ops;

import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;

/** Whether this node lives, and whether it can take requests. */
public final class Health {

  private final HealthChecks readiness;

  public Health(HealthChecks readiness) {
    this.readiness = readiness;
  }

  /** 200 as long as the event loop answers: restart the node when it does not. */
  public Future<?> live(Exchange exchange) {
    JsonObject up =
        new JsonObject().put("status", "UP").put("checks", new JsonArray()).put("outcome", "UP");
    return Reply.json(200, up).send(exchange.response());
  }

  /** 200 while every check succeeds, else 503: send requests to another node. */
  public Future<?> ready(Exchange exchange) {
    return readiness
        .checkStatus()
        .compose(
            result ->
                Reply.json(result.getUp() ? 200 : 503, result.toJson()).send(exchange.response()));
  }
}
