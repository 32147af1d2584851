package io.tidings.log.tck.schedule;

import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.log.schedule.Settlement;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Run by {@link SchedulesFailWithoutAStoreTest}; its name keeps it from being run on its own. */
class AgainstAScheduleThatDoesNothing implements ScheduleConformance {

  @Override
  public ScheduleStore emptyStore() {
    return new DoNothing();
  }

  private static final class DoNothing implements ScheduleStore {
    @Override
    public Future<ScheduleResult> schedule(ScheduleRequest request) {
      Instant due = request.at() != null ? request.at() : Instant.now().plus(request.after());
      return Future.succeededFuture(
          new ScheduleResult.Accepted(
              new Scheduled(
                  request.id(), due, Scheduled.State.PENDING, request.append(), null, null),
              false));
    }

    @Override
    public Future<Cancellation> cancel(String id) {
      return Future.succeededFuture(Cancellation.CANCELLED);
    }

    @Override
    public Future<Optional<Scheduled>> get(String id) {
      return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<ScheduledPage> list(ScheduledPage.Place after, int limit) {
      return Future.succeededFuture(new ScheduledPage(List.of(), true));
    }

    @Override
    public Future<Claimed> claim(int most, Duration lease) {
      return Future.succeededFuture(new Claimed(List.of(), null));
    }

    @Override
    public Future<Void> settle(List<Settlement> settlements) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Integer> forget(Duration age, int most) {
      return Future.succeededFuture(0);
    }
  }
}
