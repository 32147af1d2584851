package io.tidings.log.tck;

import io.tidings.log.EventLog;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.util.List;

/** A log that works but for its fault. */
final class FaultyLog implements EventLog {

  private final EventLog log = new MemoryEventLog();
  private final Fault fault;

  FaultyLog(Fault fault) {
    this.fault = fault;
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    return log.append(fault.recorded(batch))
        .map(results -> results.stream().limit(batch.size()).map(fault::answered).toList());
  }

  @Override
  public Future<Page> read(Query query) {
    return log.read(fault.asked(query)).map(fault::answered);
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }
}
