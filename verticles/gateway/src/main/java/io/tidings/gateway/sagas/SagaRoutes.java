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
import io.tidings.log.EventLog;
import io.tidings.model.Query;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** Where sagas are. Their steps are in the log, so that no node has to run them for this. */
public final class SagaRoutes {

  private static final int OK = 200;

  private final PageReader reader;
  private final ListSagas all;
  private final Admission.Slots reads;

  public SagaRoutes(EventLog log, Admission.Slots reads, Duration budget) {
    this.reader = new PageReader(log, budget);
    this.all = new ListSagas(log, reader, budget);
    this.reads = reads;
  }

  /** Adds the paths. */
  public void addTo(Router router, Supplier<Resource> resource) {
    router.route(SagaPath.ALL).handler(resource.get().get(reads.limit(all)));
    router.route(SagaPath.ONE).handler(resource.get().get(reads.limit(this::one)));
  }

  private Future<?> one(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    SagaPath saga = SagaPath.of(exchange);
    String stream = saga.stream(exchange);
    return reader
        .read(saga.newest(stream, Query.Unit.VERSION, null, 1))
        .compose(
            found ->
                found.events().isEmpty()
                    ? Future.failedFuture(unknown(saga, stream))
                    : answer(exchange, SagaJson.one(saga, found.events().get(0))));
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
