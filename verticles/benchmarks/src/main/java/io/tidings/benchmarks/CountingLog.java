package io.tidings.benchmarks;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A log that counts the events which are read of it. */
final class CountingLog implements EventLog {

  private final EventLog log;
  private final LongAdder read = new LongAdder();

  CountingLog(EventLog log) {
    this.log = log;
  }

  /** Since it was asked last. */
  long readSince() {
    return read.sumThenReset();
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    return log.append(batch);
  }

  @Override
  public Future<Page> read(Query query) {
    return log.read(query).onSuccess(page -> read.add(page.events().size()));
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }
}
