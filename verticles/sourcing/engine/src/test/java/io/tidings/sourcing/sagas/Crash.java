package io.tidings.sourcing.sagas;

import io.tidings.log.EventLog;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.sourcing.commands.Commands;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a saga and whatever it acts upon: what it does as the so-manyth is done, and it
 * never hears of it; nor of anything later.
 */
final class Crash {

  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private final Promise<Void> crashed = Promise.promise();

  void at(int operation) {
    left.set(operation);
  }

  Future<Void> crashed() {
    return crashed.future();
  }

  private <T> Future<T> pass(Future<T> done) {
    int now = left.decrementAndGet();
    if (now > 0) {
      return done;
    }
    if (now == 0) {
      done.onComplete(unheard -> crashed.tryComplete());
    }
    return Promise.<T>promise().future();
  }

  Commands on(Commands commands) {
    return command -> pass(commands.send(command));
  }

  EventLog on(EventLog log) {
    return new EventLog() {
      @Override
      public Future<List<AppendResult>> append(List<Append> batch) {
        return pass(log.append(batch));
      }

      @Override
      public Future<Page> read(Query query) {
        return log.read(query);
      }

      @Override
      public Future<Head> head() {
        return log.head();
      }
    };
  }

  Schedule on(Schedule schedule) {
    return new Schedule() {
      @Override
      public Future<ScheduleResult> schedule(ScheduleRequest request) {
        return pass(schedule.schedule(request));
      }

      @Override
      public Future<Cancellation> cancel(String id) {
        return pass(schedule.cancel(id));
      }

      @Override
      public Future<Optional<Scheduled>> get(String id) {
        return schedule.get(id);
      }

      @Override
      public Future<ScheduledPage> list(ScheduledPage.Place after, int limit) {
        return schedule.list(after, limit);
      }
    };
  }
}
