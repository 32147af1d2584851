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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Stands between the instances of a saga and whatever they act upon. To one that is to end at the
 * so-manyth thing it does, nothing is answered from that one on, and of what would follow nothing
 * is done.
 */
final class Crash {

  /** Whether the thing it ends at is done. */
  enum When {
    BEFORE,
    AFTER
  }

  private record Doomed(When when, AtomicInteger left, Promise<Void> crashed) {}

  /** Whose the time-outs are that were ever set, on whichever node. */
  private static final Map<String, String> TIMEOUTS = new ConcurrentHashMap<>();

  private final Map<String, Doomed> doomed = new ConcurrentHashMap<>();

  /**
   * @return succeeds when the instance has ended
   */
  Future<Void> at(String key, int operation, When when) {
    Doomed one = new Doomed(when, new AtomicInteger(operation), Promise.promise());
    doomed.put(key, one);
    return one.crashed().future();
  }

  private <T> Future<T> pass(String key, Supplier<Future<T>> operation) {
    Doomed one = doomed.get(key);
    int left = one == null ? 1 : one.left().decrementAndGet();
    if (left > 0) {
      return operation.get();
    }
    if (left == 0) {
      Future<?> last = one.when() == When.AFTER ? operation.get() : Future.succeededFuture();
      last.onComplete(unheard -> one.crashed().tryComplete());
    }
    return Promise.<T>promise().future();
  }

  /** All streams of an instance are called after it. */
  private static String key(String stream) {
    return stream.substring(stream.indexOf('-') + 1);
  }

  private static String key(Append append) {
    return key(append.events().get(0).stream());
  }

  Commands on(Commands commands) {
    return command -> pass(key(command.stream()), () -> commands.send(command));
  }

  EventLog on(EventLog log) {
    return new EventLog() {
      @Override
      public Future<List<AppendResult>> append(List<Append> batch) {
        return pass(key(batch.get(0)), () -> log.append(batch));
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
        String key = key(request.append());
        TIMEOUTS.put(request.id(), key);
        return pass(key, () -> schedule.schedule(request));
      }

      @Override
      public Future<Cancellation> cancel(String id) {
        return pass(TIMEOUTS.get(id), () -> schedule.cancel(id));
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
