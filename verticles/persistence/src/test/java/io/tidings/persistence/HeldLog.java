package io.tidings.persistence;

import io.tidings.log.EventLog;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A memory log whose transactions end when, and as, the test says. */
final class HeldLog implements EventLog {

  private record Held(List<Append> batch, Promise<List<AppendResult>> answer) {}

  private final EventLog log;
  private final Queue<Held> held = new ArrayDeque<>();
  private final List<Integer> batches = new ArrayList<>();

  HeldLog() {
    this(new MemoryEventLog());
  }

  HeldLog(EventLog log) {
    this.log = log;
  }

  /** How many appends each transaction had so far. */
  synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  synchronized void commit() {
    Held next = held.remove();
    log.append(next.batch()).onComplete(next.answer());
  }

  synchronized boolean holds() {
    return !held.isEmpty();
  }

  synchronized void fail(RuntimeException failure) {
    held.remove().answer().fail(failure);
  }

  /** The transaction is committed, and nobody learns of it. */
  synchronized void commitAndFail(RuntimeException failure) {
    Held next = held.remove();
    log.append(next.batch()).onComplete(done -> next.answer().fail(failure));
  }

  @Override
  public synchronized Future<List<AppendResult>> append(List<Append> batch) {
    batches.add(batch.size());
    Promise<List<AppendResult>> answer = Promise.promise();
    held.add(new Held(batch, answer));
    return answer.future();
  }

  @Override
  public Future<Page> read(Query query) {
    return log.read(query);
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }
}
