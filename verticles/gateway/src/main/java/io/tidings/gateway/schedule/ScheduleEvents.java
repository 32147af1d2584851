package io.tidings.gateway.schedule;

import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.write.EventBodies;
import io.tidings.gateway.write.Preconditions;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.Scheduled;
import io.tidings.model.Append;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;

/** Takes an event or a batch, as one append, to be recorded later. */
final class ScheduleEvents {

  private static final int ACCEPTED = 202;

  private final Schedule schedule;
  private final EventBodies bodies;
  private final Admission.Slots slots;

  ScheduleEvents(Schedule schedule, EventBodies bodies, Admission.Slots slots) {
    this.schedule = schedule;
    this.bodies = bodies;
    this.slots = slots;
  }

  /** {@code POST /v1/scheduled}, under a new id. */
  Future<?> post(Exchange exchange) {
    return schedule(exchange, EventJson.newId());
  }

  /** {@code PUT /v1/scheduled/{id}}, which may be repeated. */
  Future<?> put(Exchange exchange) {
    return schedule(exchange, ScheduledPath.id(exchange));
  }

  private Future<?> schedule(Exchange exchange, String id) {
    DueParameters due = DueParameters.of(exchange.request().query());
    Preconditions.refuse(exchange.request());
    return bodies
        .read(exchange, EventBodies.MEDIA_TYPES)
        .map(events -> due.request(id, new Append(events, Map.of())))
        .compose(request -> slots.hold(() -> schedule.schedule(request)))
        .compose(result -> answer(exchange, result));
  }

  private static Future<Void> answer(Exchange exchange, ScheduleResult result) {
    if (result instanceof ScheduleResult.Refused refused) {
      return Future.failedFuture(refusal(refused.existing()));
    }
    ScheduleResult.Accepted accepted = (ScheduleResult.Accepted) result;
    exchange
        .response()
        .putHeader(HttpHeaders.LOCATION, ScheduledPath.of(accepted.scheduled().id()));
    return Reply.json(
            ACCEPTED,
            ScheduledJson.state(accepted.scheduled()).put("duplicate", accepted.duplicate()))
        .send(exchange.response());
  }

  private static Problem refusal(Scheduled existing) {
    String what =
        existing.state() == Scheduled.State.CANCELLED
            ? "' was cancelled, and is not scheduled again: give another id"
            : "' stands for other events or another time: give another id, or send what was sent"
                + " the first time";
    return Problem.of(ProblemKind.SCHEDULED_OTHERWISE, "The id '" + existing.id() + what)
        .with("id", existing.id());
  }
}
