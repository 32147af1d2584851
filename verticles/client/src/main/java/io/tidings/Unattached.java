package io.tidings;

import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.Scheduled;
import io.tidings.model.Append;
import io.tidings.model.Receipt;
import io.vertx.core.Future;
import java.util.List;

/** What is published by nobody's handling of anything: each time something new. */
final class Unattached implements Publication.Publisher {

  private final Tidings tidings;

  Unattached(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public String nextId() {
    return tidings.stamps().nextId();
  }

  @Override
  public Future<List<Receipt>> publish(Append append) {
    return tidings.publish(append);
  }

  @Override
  public Future<Scheduled> schedule(ScheduleRequest request) {
    return tidings
        .schedule()
        .schedule(request)
        .map(
            result -> {
              if (result instanceof ScheduleResult.Accepted accepted) {
                return accepted.scheduled();
              }
              throw new IllegalStateException("the new id " + request.id() + " was taken");
            });
  }
}
