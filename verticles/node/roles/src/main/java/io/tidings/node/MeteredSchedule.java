package io.tidings.node;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
import java.util.List;
import java.util.Optional;

/** A schedule that is measured; names are in {@code docs/telemetry.md}. */
final class MeteredSchedule implements ScheduleStore {

  private final ScheduleStore store;
  private final Counter accepted;
  private final Counter cancelled;
  private final Counter recorded;
  private final Counter refused;
  private final Timer lateness;

  MeteredSchedule(ScheduleStore store, MeterRegistry meters) {
    this.store = store;
    this.accepted = meters.counter("tidings.schedule.appends", "outcome", "accepted");
    this.cancelled = meters.counter("tidings.schedule.appends", "outcome", "cancelled");
    this.recorded = meters.counter("tidings.schedule.appends", "outcome", "recorded");
    this.refused = meters.counter("tidings.schedule.appends", "outcome", "failed");
    this.lateness = meters.timer("tidings.schedule.lateness");
  }

  @Override
  public Future<ScheduleResult> schedule(ScheduleRequest request) {
    return store
        .schedule(request)
        .onSuccess(
            result -> {
              if (result instanceof ScheduleResult.Accepted one && !one.duplicate()) {
                accepted.increment();
              }
            });
  }

  @Override
  public Future<Cancellation> cancel(String id) {
    return store
        .cancel(id)
        .onSuccess(
            outcome -> {
              if (outcome == Cancellation.CANCELLED) {
                cancelled.increment();
              }
            });
  }

  @Override
  public Future<Optional<Scheduled>> get(String id) {
    return store.get(id);
  }

  @Override
  public Future<ScheduledPage> list(ScheduledPage.Place after, int limit) {
    return store.list(after, limit);
  }

  @Override
  public Future<Claimed> claim(int most, Duration lease) {
    return store.claim(most, lease);
  }

  @Override
  public Future<Void> settle(List<Settlement> settlements) {
    return store.settle(settlements).onSuccess(kept -> settlements.forEach(this::count));
  }

  @Override
  public Future<Integer> forget(Duration age, int most) {
    return store.forget(age, most);
  }

  private void count(Settlement settlement) {
    if (settlement instanceof Settlement.Recorded done) {
      recorded.increment();
      Duration late = Duration.between(done.due().due(), done.at());
      lateness.record(late.isNegative() ? Duration.ZERO : late);
    } else {
      refused.increment();
    }
  }
}
