package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definitions.Ledger;
import io.tidings.consumers.Definitions.LedgerQuery;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.read.Parameters;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** {@code GET /v1/ledger}: what was skipped, moved, edited or steered (C6). */
final class ShowLedger {

  private static final Set<String> PARAMETERS = Set.of("consumer", "after", "limit");
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private final ConsumerStore store;

  ShowLedger(ConsumerStore store) {
    this.store = store;
  }

  Future<?> serve(Exchange exchange) {
    QueryParameters parameters = QueryParameters.parse(exchange.request().query(), PARAMETERS);
    int limit = Parameters.limit(parameters, DEFAULT_LIMIT, MAX_LIMIT);
    return store
        .ledger(
            new LedgerQuery(
                parameters.one("consumer"), Parameters.number(parameters, "after", 0), limit))
        .compose(ledger -> answer(exchange, ledger, limit));
  }

  private static Future<Void> answer(Exchange exchange, Ledger ledger, int limit) {
    JsonArray rows = new JsonArray();
    ledger.rows().forEach(row -> rows.add(row(row)));
    if (ledger.rows().size() == limit) {
      NextLink.add(exchange, ledger.rows().get(limit - 1).number());
    }
    return Reply.json(200, new JsonObject().put("rows", rows)).send(exchange.response());
  }

  private static JsonObject row(LedgerRow row) {
    return new JsonObject()
        .put("number", row.number())
        .put("at", row.at().toString())
        .put("consumer", row.consumer())
        .put("action", row.action())
        .put("by", row.by())
        .put("why", row.why())
        .put("stream", row.stream())
        .put("position", row.position())
        .put("detail", detail(row.detail()));
  }

  private static Object detail(String json) {
    try {
      return json == null ? null : Json.decodeValue(json);
    } catch (DecodeException text) {
      return json;
    }
  }
}
