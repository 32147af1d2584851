package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definitions;
import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Durations;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.read.Parameters;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code GET /v1/consumers} and {@code GET /v1/consumers/{name}}. */
final class ShowConsumers {

  private static final Set<String> PARAMETERS = Set.of("caught-up-to", "timeout");

  private final ConsumerStore store;
  private final EventLog log;
  private final CaughtUp caughtUp;
  private final Admission.Slots waits;
  private final Patience patience;

  ShowConsumers(
      ConsumerStore store,
      EventLog log,
      CaughtUp caughtUp,
      Admission.Slots waits,
      Patience patience) {
    this.store = store;
    this.log = log;
    this.caughtUp = caughtUp;
    this.waits = waits;
    this.patience = patience;
  }

  Future<?> all(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    return store
        .status(new Definitions.Asked(null))
        .compose(statuses -> all(exchange, statuses.consumers()));
  }

  private Future<Void> all(Exchange exchange, List<Definitions.Status> consumers) {
    return Lag.of(log, consumers)
        .compose(
            lags -> {
              JsonArray array = new JsonArray();
              for (int at = 0; at < consumers.size(); at++) {
                array.add(StatusJson.write(consumers.get(at), lags.get(at)));
              }
              JsonObject json = new JsonObject().put("consumers", array);
              return Reply.json(200, json).send(exchange.response());
            });
  }

  Future<?> one(Exchange exchange) {
    QueryParameters parameters = QueryParameters.parse(exchange.request().query(), PARAMETERS);
    String consumer = ConsumerPath.name(exchange);
    Cursor cursor = Parameters.cursor(parameters, "caught-up-to");
    Duration timeout = timeout(parameters);
    if (cursor == null) {
      return answer(exchange, 200, consumer);
    }
    return waits.hold(
        () ->
            caughtUp
                .reached(consumer, cursor, timeout, gone(exchange.response()))
                .compose(status -> answer(exchange, 200, status)));
  }

  private Duration timeout(QueryParameters parameters) {
    String given = parameters.one("timeout");
    try {
      return given == null ? patience.absent() : patience.of(Durations.parse(given));
    } catch (IllegalArgumentException wrong) {
      throw QueryParameters.bad("timeout", wrong.getMessage());
    }
  }

  /** Completes when the client has gone before it was answered. */
  static Future<?> gone(HttpServerResponse response) {
    Promise<Void> gone = Promise.promise();
    response.closeHandler(closed -> gone.tryComplete()).exceptionHandler(e -> gone.tryComplete());
    return gone.future();
  }

  /** Answers with how the consumer stands. */
  Future<Void> answer(Exchange exchange, int status, String consumer) {
    return store
        .status(new Definitions.Asked(consumer))
        .compose(statuses -> answer(exchange, status, statuses.consumers().get(0)));
  }

  private Future<Void> answer(Exchange exchange, int status, Definitions.Status consumer) {
    return Lag.of(log, List.of(consumer))
        .compose(
            lags ->
                Reply.json(status, StatusJson.write(consumer, lags.get(0)))
                    .send(exchange.response()));
  }
}
