package io.tidings.log.bus;

import io.tidings.log.LogFailure;
import io.tidings.log.schedule.AppendBytes;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.model.Cursor;
import io.tidings.wire.Answer;
import io.tidings.wire.Call;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The operations of {@link Addresses#SCHEDULE}: what is asked, and what is answered. */
public final class ScheduleCalls {

  static final String SCHEDULE = "schedule";
  static final String CANCEL = "cancel";
  static final String GET = "get";
  static final String LIST = "list";

  private ScheduleCalls() {}

  /** Does what a node asks for; fails as the schedule does, or if the call cannot be understood. */
  public static Future<Answer> serve(Schedule schedule, Call call) {
    return switch (call.operation()) {
      case SCHEDULE -> schedule.schedule(call.body(Requested.class).request()).map(Outcome::answer);
      case CANCEL -> schedule.cancel(call.body(Named.class).id()).map(Cancelled::answer);
      case GET -> schedule.get(call.body(Named.class).id()).map(Found::answer);
      case LIST -> list(schedule, call.body(Range.class));
      default ->
          Future.failedFuture(
              new LogFailure.Invalid("this version does not know '" + call.operation() + "'"));
    };
  }

  private static Future<Answer> list(Schedule schedule, Range range) {
    ScheduledPage.Place after =
        range.id() == null ? null : new ScheduledPage.Place(range.due(), range.id());
    return schedule.list(after, range.limit()).map(Listed::answer);
  }

  record Named(String id) {}

  record Range(Instant due, String id, int limit) {}

  record Requested(String id, Instant at, Duration after, byte[] append) {

    static Call call(ScheduleRequest request) {
      return Call.of(
          SCHEDULE,
          new Requested(
              request.id(), request.at(), request.after(), AppendBytes.write(request.append())));
    }

    ScheduleRequest request() {
      return new ScheduleRequest(id, at, after, AppendBytes.read(append));
    }
  }

  record Entry(
      String id,
      Instant due,
      Scheduled.State state,
      byte[] append,
      Cursor recorded,
      String problem) {

    static Entry of(Scheduled one) {
      return new Entry(
          one.id(),
          one.due(),
          one.state(),
          AppendBytes.write(one.append()),
          one.recorded(),
          one.problem());
    }

    Scheduled scheduled() {
      return new Scheduled(id, due, state, AppendBytes.read(append), recorded, problem);
    }
  }

  record Outcome(boolean accepted, boolean duplicate, Entry entry) {

    static Answer answer(ScheduleResult result) {
      return Answer.of(
          result instanceof ScheduleResult.Accepted accepted
              ? new Outcome(true, accepted.duplicate(), Entry.of(accepted.scheduled()))
              : new Outcome(false, false, Entry.of(((ScheduleResult.Refused) result).existing())));
    }

    ScheduleResult result() {
      return accepted
          ? new ScheduleResult.Accepted(entry.scheduled(), duplicate)
          : new ScheduleResult.Refused(entry.scheduled());
    }
  }

  record Cancelled(Cancellation outcome) {

    static Answer answer(Cancellation outcome) {
      return Answer.of(new Cancelled(outcome));
    }
  }

  record Found(Entry entry) {

    static Answer answer(Optional<Scheduled> found) {
      return Answer.of(new Found(found.map(Entry::of).orElse(null)));
    }

    Optional<Scheduled> scheduled() {
      return Optional.ofNullable(entry).map(Entry::scheduled);
    }
  }

  record Listed(List<Entry> entries, boolean end) {

    static Answer answer(ScheduledPage page) {
      return Answer.of(new Listed(page.entries().stream().map(Entry::of).toList(), page.end()));
    }

    ScheduledPage page() {
      return new ScheduledPage(entries.stream().map(Entry::scheduled).toList(), end);
    }
  }
}
