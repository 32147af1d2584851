package io.tidings.log.tail;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Cursor;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A log of one writer whose history a test can rewrite, which counts its reads and can be made to
 * fail.
 */
final class ScriptedLog implements EventLog {

  private final List<RecordedEvent> events = new ArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private long epoch = 1;
  private long lostFrom = Long.MAX_VALUE;
  private int failures;

  synchronized void record(long through) {
    if (through > events.size()) {
      Frames.of(events.size() + 1, through).events().forEach(this::add);
    }
  }

  /** Forgets everything behind a position; a new history begins there. */
  synchronized void rollBack(long through) {
    events.subList((int) through, events.size()).clear();
    epoch++;
    lostFrom = through;
  }

  synchronized void failNext(int times) {
    failures = times;
  }

  synchronized List<RecordedEvent> between(long first, long last) {
    return List.copyOf(events.subList((int) first - 1, (int) last));
  }

  int reads() {
    return reads.get();
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    return Future.failedFuture(new UnsupportedOperationException("record(through) appends"));
  }

  @Override
  public synchronized Future<Page> read(Query query) {
    reads.incrementAndGet();
    if (failures > 0) {
      failures--;
      return Future.failedFuture(new LogFailure.Unavailable("down, as the test wants it", null));
    }
    if (query.epoch() < epoch && query.after() > lostFrom) {
      return Future.failedFuture(
          new LogFailure.CursorLost(
              new Cursor(query.epoch(), query.after()), new Cursor(epoch, lostFrom)));
    }
    List<RecordedEvent> page =
        events.stream()
            .skip(query.after())
            .limit(query.limit())
            .filter(query.filter()::matches)
            .toList();
    long through = Math.min(query.after() + query.limit(), events.size());
    return Future.succeededFuture(
        new Page(page, through, through == events.size(), new Head(epoch, events.size())));
  }

  @Override
  public synchronized Future<Head> head() {
    return Future.succeededFuture(new Head(epoch, events.size()));
  }

  private void add(RecordedEvent event) {
    events.add(
        new RecordedEvent(
            event.event(), event.version(), event.position(), epoch, event.recordedAt()));
  }
}
