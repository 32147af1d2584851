package io.tidings.log.memory;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * A log that lives as long as this object. It keeps every event in the heap and forgets none: give
 * it as much heap as the events take, or use the PostgreSQL log. It keeps every guarantee but L6,
 * for nothing outlives the process, and never fails with {@link LogFailure.Unavailable} or {@link
 * LogFailure.Overloaded}.
 *
 * <p>Safe for use by several threads. Events are kept by reference, their data included (D3).
 * Called on a Vert.x context it answers in a later turn of that context, as a remote log would, so
 * that a reader that goes on page after page leaves room for others.
 */
public final class MemoryEventLog implements EventLog {

  private final long epoch;
  private final InstantSource clock;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Records records = new Records();

  /** An empty log whose history begins now. */
  public MemoryEventLog() {
    this(System.currentTimeMillis());
  }

  /**
   * An empty log.
   *
   * @param epoch its history, from 1. It must be greater than that of every log that stood at its
   *     place before, or else a cursor of theirs is mistaken for one of this log (L7); the
   *     milliseconds since 1970 serve
   */
  public MemoryEventLog(long epoch) {
    this(epoch, InstantSource.system());
  }

  /**
   * The same, with the clock that events are recorded by.
   *
   * @param clock may be asked by several threads
   */
  public MemoryEventLog(long epoch, InstantSource clock) {
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch is " + epoch + ": give 1 or more");
    }
    this.epoch = epoch;
    this.clock = clock;
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    return answer(() -> appendAll(batch));
  }

  @Override
  public Future<Page> read(Query query) {
    return answer(() -> page(query));
  }

  @Override
  public Future<Head> head() {
    return answer(this::currentHead);
  }

  private List<AppendResult> appendAll(List<Append> batch) {
    if (batch.isEmpty()) {
      throw new LogFailure.Invalid("a batch without appends: give at least one");
    }
    List<AppendResult> results = new ArrayList<>(batch.size());
    lock.writeLock().lock();
    try {
      Head before = currentHead();
      for (Append append : batch) {
        results.add(
            AppendRules.refusalOrRepeat(append, records, before).orElseGet(() -> record(append)));
      }
    } finally {
      lock.writeLock().unlock();
    }
    return results;
  }

  private AppendResult record(Append append) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Receipt> receipts = new ArrayList<>(append.events().size());
    for (NewEvent event : append.events()) {
      receipts.add(records.add(event, epoch, now).receipt());
    }
    return new AppendResult.Recorded(receipts, false);
  }

  private Page page(Query query) {
    lock.readLock().lock();
    try {
      Head head = currentHead();
      CursorRules.require(query, head);
      return new PageReader(query, records, head).read();
    } finally {
      lock.readLock().unlock();
    }
  }

  private Head currentHead() {
    lock.readLock().lock();
    try {
      return new Head(epoch, records.size());
    } finally {
      lock.readLock().unlock();
    }
  }

  static <T> Future<T> answer(Supplier<T> call) {
    Future<T> outcome;
    try {
      outcome = Future.succeededFuture(call.get());
    } catch (LogFailure failure) {
      outcome = Future.failedFuture(failure);
    }
    Context context = Vertx.currentContext();
    if (context == null) {
      return outcome;
    }
    Promise<T> later = Promise.promise();
    Future<T> known = outcome;
    context.runOnContext(turn -> known.onComplete(later));
    return later.future();
  }
}
