package io.tidings.log.bus;

import io.tidings.log.LogFailure;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.wire.Answer;
import io.tidings.wire.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/** The schedule as reached over the bus. Requests are repeated as those of {@link BusEventLog}. */
public final class BusSchedule implements Schedule {

  private final Requests requests;

  /**
   * @param localOnly whether this node has the persistence role itself; its requests then stay in
   *     the JVM and pass by reference, unless they have to be repeated
   */
  public BusSchedule(Vertx vertx, BusLogConfig config, boolean localOnly) {
    this.requests = new Requests(vertx, config, localOnly);
  }

  @Override
  public Future<ScheduleResult> schedule(ScheduleRequest request) {
    return call(ScheduleCalls.Requested.call(request), ScheduleCalls.Outcome.class)
        .map(ScheduleCalls.Outcome::result);
  }

  @Override
  public Future<Cancellation> cancel(String id) {
    return call(
            Call.of(ScheduleCalls.CANCEL, new ScheduleCalls.Named(id)),
            ScheduleCalls.Cancelled.class)
        .map(ScheduleCalls.Cancelled::outcome);
  }

  @Override
  public Future<Optional<Scheduled>> get(String id) {
    return call(Call.of(ScheduleCalls.GET, new ScheduleCalls.Named(id)), ScheduleCalls.Found.class)
        .map(ScheduleCalls.Found::scheduled);
  }

  @Override
  public Future<ScheduledPage> list(ScheduledPage.Place after, int limit) {
    ScheduleCalls.Range range =
        after == null
            ? new ScheduleCalls.Range(null, null, limit)
            : new ScheduleCalls.Range(after.due(), after.id(), limit);
    return call(Call.of(ScheduleCalls.LIST, range), ScheduleCalls.Listed.class)
        .map(ScheduleCalls.Listed::page);
  }

  private <T> Future<T> call(Call call, Class<T> answer) {
    return requests
        .send(Addresses.SCHEDULE, call, Answer.class)
        .map(answered -> answered.body(answer))
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof LogFailure
                        ? failure
                        : new LogFailure.Unavailable(
                            Addresses.SCHEDULE + " answered what this version cannot read",
                            failure)));
  }
}
