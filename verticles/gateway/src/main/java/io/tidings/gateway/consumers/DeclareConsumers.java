package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.JsonBody;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Cursor;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Set;

/** {@code PUT} and {@code DELETE /v1/consumers/{name}}. */
final class DeclareConsumers {

  private static final int MAX_BODY_BYTES = 256 << 10;

  private final ConsumerStore store;
  private final EventLog log;
  private final ShowConsumers show;
  private final Hints hints;

  DeclareConsumers(ConsumerStore store, EventLog log, ShowConsumers show, Hints hints) {
    this.store = store;
    this.log = log;
    this.show = show;
    this.hints = hints;
  }

  Future<?> put(Exchange exchange) {
    QueryParameters parameters =
        QueryParameters.parse(exchange.request().query(), Set.of("replace", "by", "why"));
    boolean replace = replace(parameters);
    Said said = Said.of(exchange, parameters);
    return JsonBody.read(exchange, MAX_BODY_BYTES, DefinitionJson.MEMBERS)
        .compose(
            body -> {
              String name = ConsumerPath.anyName(exchange);
              Definition definition = DefinitionJson.pull(name, body.members());
              return from(name, DefinitionJson.start(body.members()))
                  .compose(
                      from ->
                          store.declare(
                              new Definitions.Declaration(definition, from, replace, said.by())))
                  .compose(declared -> answer(exchange, definition, declared));
            });
  }

  /** A cursor that the log has lost is no matter for a consumer that has begun long since. */
  private Future<Cursor> from(String name, Place start) {
    return start
        .resolve(log)
        .recover(
            failure ->
                failure instanceof LogFailure.CursorLost lost
                    ? store
                        .status(new Definitions.Asked(name))
                        .compose(
                            known -> Future.succeededFuture(lost.goBackTo()),
                            unknown -> Future.failedFuture(lost))
                    : Future.failedFuture(failure));
  }

  private Future<Void> answer(
      Exchange exchange, Definition definition, Definitions.Declared declared) {
    String name = definition.name();
    if (declared.created()) {
      exchange.response().putHeader(HttpHeaders.LOCATION, ConsumerPath.of(name));
    }
    if (declared.created() || declared.replaced()) {
      hints.publish(name);
    }
    return show.answer(exchange, declared.created() ? 201 : 200, name);
  }

  private static boolean replace(QueryParameters parameters) {
    String given = parameters.one("replace");
    if (given != null && !given.equals("true") && !given.equals("false")) {
      throw QueryParameters.bad("replace", "is '" + given + "': give true or false");
    }
    return "true".equals(given);
  }

  Future<?> delete(Exchange exchange) {
    QueryParameters parameters =
        QueryParameters.parse(exchange.request().query(), Set.of("by", "why"));
    Said said = Said.of(exchange, parameters);
    String name = ConsumerPath.name(exchange);
    return store
        .remove(new Definitions.Removal(name, said.by(), said.why()))
        .compose(
            done -> {
              hints.publish(name);
              return exchange.response().setStatusCode(204).end();
            });
  }
}
