package io.tidings.gateway.sagas;

import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.http.Resource;
import io.tidings.gateway.read.PageReader;
import io.tidings.gateway.read.PageReader.Found;
import io.tidings.gateway.read.Parameters;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Where sagas are. Their steps are in the log, so that no node has to run them for this. */
public final class SagaRoutes {

  private static final int OK = 200;
  private static final int DEFAULT_LIMIT = 100;

  private final PageReader reader;
  private final Admission.Slots reads;

  public SagaRoutes(EventLog log, Admission.Slots reads, Duration budget) {
    this.reader = new PageReader(log, budget);
    this.reads = reads;
  }

  /** Adds the paths. */
  public void addTo(Router router, Supplier<Resource> resource) {
    router.route(SagaPath.ALL).handler(resource.get().get(reads.limit(this::all)));
    router.route(SagaPath.ONE).handler(resource.get().get(reads.limit(this::one)));
  }

  private Future<?> one(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    SagaPath saga = SagaPath.of(exchange);
    String stream = saga.stream(exchange);
    return reader
        .read(newest(saga.steps(stream), Query.Unit.VERSION, null, 1))
        .compose(
            found ->
                found.events().isEmpty()
                    ? Future.failedFuture(unknown(saga, stream))
                    : answer(exchange, SagaJson.one(saga, found.events().get(0))));
  }

  private Future<?> all(Exchange exchange) {
    SagaPath saga = SagaPath.of(exchange);
    QueryParameters parameters =
        QueryParameters.parse(exchange.request().query(), Set.of("limit", "before"));
    int limit = Parameters.limit(parameters, DEFAULT_LIMIT, Query.MAX_LIMIT);
    Cursor before = Parameters.cursor(parameters, "before");
    return reader
        .read(newest(saga.steps(null), Query.Unit.POSITION, before, limit))
        .compose(
            found -> {
              if (!found.end()) {
                exchange.response().putHeader("Link", next(saga, found, limit));
              }
              return answer(exchange, SagaJson.all(saga, latest(found.events())));
            });
  }

  /** The latest step of each instance, in their order. */
  private static List<RecordedEvent> latest(List<RecordedEvent> steps) {
    Map<String, RecordedEvent> byStream = new LinkedHashMap<>();
    steps.forEach(step -> byStream.putIfAbsent(step.stream(), step));
    return List.copyOf(byStream.values());
  }

  private static Query newest(Filter filter, Query.Unit unit, Cursor before, int limit) {
    return new Query(
        filter,
        unit,
        before == null ? 0 : before.epoch(),
        0,
        before == null ? Long.MAX_VALUE : before.position(),
        Query.Direction.BACKWARD,
        limit);
  }

  private static String next(SagaPath saga, Found found, int limit) {
    return "<%s?before=%s&limit=%d>; rel=\"next\""
        .formatted(saga.path(), new Cursor(found.head().epoch(), found.through()), limit);
  }

  private static Future<Void> answer(Exchange exchange, Buffer json) {
    exchange.reservation().insist(2L * json.length());
    return new Reply(OK, MediaType.JSON, json).send(exchange.response());
  }

  private static Problem unknown(SagaPath saga, String stream) {
    return Problem.of(
        ProblemKind.UNKNOWN_SAGA,
        "Saga '%s' has no instance of key '%s': nothing has begun it, or not yet; see GET %s"
            .formatted(saga.saga(), saga.key(stream), saga.path()));
  }
}
