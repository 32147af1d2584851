package io.tidings.gateway.schedule;

import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Schedule;
import io.vertx.core.Future;
import java.util.Set;

/** {@code DELETE /v1/scheduled/{id}}; may be repeated. */
final class CancelScheduled implements Endpoint {

  private static final int NO_CONTENT = 204;

  private final Schedule schedule;

  CancelScheduled(Schedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public Future<?> serve(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    String id = ScheduledPath.id(exchange);
    return schedule.cancel(id).compose(outcome -> answer(exchange, id, outcome));
  }

  private static Future<Void> answer(Exchange exchange, String id, Cancellation outcome) {
    return switch (outcome) {
      case CANCELLED -> exchange.response().setStatusCode(NO_CONTENT).end();
      case UNKNOWN -> Future.failedFuture(ScheduledPath.unknown(id));
      case TOO_LATE ->
          Future.failedFuture(
              Problem.of(
                      ProblemKind.TOO_LATE,
                      "'"
                          + id
                          + "' is recorded or about to be: publish an event that makes up for it")
                  .with("id", id));
    };
  }
}
