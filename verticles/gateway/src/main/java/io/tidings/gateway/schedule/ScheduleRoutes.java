package io.tidings.gateway.schedule;

import io.tidings.gateway.GatewayConfig;
import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Resource;
import io.tidings.gateway.write.EventBodies;
import io.tidings.log.schedule.Schedule;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** Which path of what is scheduled does what. */
public final class ScheduleRoutes {

  private final ScheduleEvents events;
  private final ShowScheduled show;
  private final CancelScheduled cancel;
  private final Admission.Slots writes;
  private final Admission.Slots reads;

  public ScheduleRoutes(
      Schedule schedule, GatewayConfig config, Admission.Slots writes, Admission.Slots reads) {
    EventBodies bodies =
        new EventBodies(
            new EventBodies.Bounds(
                config.maxEventBytes(), config.maxBatchBytes(), config.maxBatchEvents()));
    this.events = new ScheduleEvents(schedule, bodies, writes);
    this.show = new ShowScheduled(schedule);
    this.cancel = new CancelScheduled(schedule);
    this.writes = writes;
    this.reads = reads;
  }

  /** Adds the paths. */
  public void addTo(Router router, Supplier<Resource> resource) {
    router
        .route(ScheduledPath.ALL)
        .handler(
            resource
                .get()
                .get(reads.limit(show::all))
                .post(EventBodies.MEDIA_TYPES, writes.unlessFull(events::post)));
    router
        .route(ScheduledPath.ONE)
        .handler(
            resource
                .get()
                .get(reads.limit(show::one))
                .put(writes.unlessFull(events::put))
                .delete(writes.limit(cancel)));
  }
}
