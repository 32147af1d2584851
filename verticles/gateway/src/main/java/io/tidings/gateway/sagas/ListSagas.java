package io.tidings.gateway.sagas;

import io.tidings.consumers.Start;
import io.tidings.consumers.engine.Starts;
import io.tidings.gateway.http.Durations;
import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.read.PageReader;
import io.tidings.gateway.read.Parameters;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Query;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** {@code GET /v1/sagas/{saga}}: the instances, or those that have ended, or go on. */
final class ListSagas implements Endpoint {

  private static final Set<String> PARAMETERS = Set.of("limit", "before", "as-of", "ended", "idle");
  private static final int DEFAULT_LIMIT = 100;

  private final EventLog log;
  private final PageReader reader;
  private final Duration budget;

  ListSagas(EventLog log, PageReader reader, Duration budget) {
    this.log = log;
    this.reader = reader;
    this.budget = budget;
  }

  @Override
  public Future<?> serve(Exchange exchange) {
    SagaPath saga = SagaPath.of(exchange);
    QueryParameters parameters = QueryParameters.parse(exchange.request().query(), PARAMETERS);
    int limit = Parameters.limit(parameters, DEFAULT_LIMIT, Query.MAX_LIMIT);
    SagaScan.Wanted wanted = new SagaScan.Wanted(saga, ended(parameters), limit);
    Cursor asOf = Parameters.cursor(parameters, "as-of");
    return before(parameters)
        .compose(before -> new SagaScan(reader, wanted, budget).run(before, asOf))
        .compose(found -> answer(exchange, wanted, found));
  }

  private static Boolean ended(QueryParameters parameters) {
    String given = parameters.one("ended");
    if (given == null) {
      return null;
    } else if (given.equals("true") || given.equals("false")) {
      return Boolean.valueOf(given);
    }
    throw QueryParameters.bad("ended", "is '" + given + "': give true or false");
  }

  /** Where the listing begins or goes on; null for the head. */
  private Future<Cursor> before(QueryParameters parameters) {
    Cursor before = Parameters.cursor(parameters, "before");
    String idle = parameters.one("idle");
    if (idle == null) {
      return Future.succeededFuture(before);
    } else if (before != null) {
      throw QueryParameters.bad("idle", "is for the first page: leave it out with 'before'");
    }
    return Starts.resolve(log, Start.time(Instant.now().minus(idle(idle))))
        .map(last -> new Cursor(last.epoch(), last.position() + 1));
  }

  private static Duration idle(String given) {
    try {
      return Durations.parse(given);
    } catch (IllegalArgumentException refused) {
      throw QueryParameters.bad("idle", refused.getMessage());
    }
  }

  private static Future<Void> answer(
      Exchange exchange, SagaScan.Wanted wanted, SagaScan.Instances found) {
    if (found.before() != null) {
      exchange.response().putHeader("Link", next(wanted, found));
    }
    Buffer json = SagaJson.all(wanted.saga(), found.steps());
    exchange.reservation().insist(2L * json.length());
    return new Reply(200, MediaType.JSON, json).send(exchange.response());
  }

  private static String next(SagaScan.Wanted wanted, SagaScan.Instances found) {
    String ended = wanted.ended() == null ? "" : "&ended=" + wanted.ended();
    return "<%s?before=%s&as-of=%s&limit=%d%s>; rel=\"next\""
        .formatted(wanted.saga().path(), found.before(), found.asOf(), wanted.limit(), ended);
  }
}
