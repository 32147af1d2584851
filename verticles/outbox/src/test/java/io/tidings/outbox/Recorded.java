package io.tidings.outbox;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A log in memory that can fail, and whose nodes can freeze, after it has recorded. */
final class Recorded implements EventLog {

  private final MemoryEventLog log = new MemoryEventLog();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile int failEvery = Integer.MAX_VALUE;
  private volatile boolean refuseAll;

  /** Each so many appends are recorded, and answered as if that were unknown. */
  void failEvery(int appends) {
    failEvery = appends;
  }

  /** Whether nothing is recorded, and nothing can be known of what was. */
  void refuseAll(boolean refuse) {
    refuseAll = refuse;
  }

  /** How many appends were refused so. */
  int refusals() {
    return refusals.get();
  }

  /** The same log, for a node that freezes when it has recorded something until it is woken. */
  EventLog freezing(CountDownLatch woken) {
    return new EventLog() {
      @Override
      public Future<List<AppendResult>> append(List<Append> batch) {
        Future<List<AppendResult>> done = log.append(batch);
        try {
          woken.await();
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
        }
        return done;
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

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    if (refuseAll) {
      refusals.incrementAndGet();
      return Future.failedFuture(new LogFailure.Unavailable("refused", null));
    }
    Future<List<AppendResult>> done = log.append(batch);
    return calls.incrementAndGet() % failEvery == 0
        ? done.compose(
            results -> Future.failedFuture(new LogFailure.Unavailable("no answer", null)))
        : done;
  }

  @Override
  public Future<Page> read(Query query) {
    return log.read(query);
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }

  long size() {
    return RelayNode.await(log.head()).position();
  }

  List<RecordedEvent> all() {
    List<RecordedEvent> all = new ArrayList<>();
    Query query = Query.after(Cursor.START, Filter.ALL, 1000);
    for (boolean end = false; !end; ) {
      Page page = RelayNode.await(log.read(query));
      all.addAll(page.events());
      query = query.onward(page.through());
      end = page.end();
    }
    return all;
  }

  List<String> ids() {
    return all().stream().map(event -> event.event().id()).toList();
  }

  List<String> ids(String stream) {
    return all().stream()
        .filter(event -> event.stream().equals(stream))
        .map(event -> event.event().id())
        .toList();
  }
}
