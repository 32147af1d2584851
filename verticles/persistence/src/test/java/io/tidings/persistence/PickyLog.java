package io.tidings.persistence;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.util.List;

/** A log that takes no batch with an event of a certain id. */
record PickyLog(EventLog log, String id) implements EventLog {

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    boolean bad =
        batch.stream()
            .flatMap(append -> append.events().stream())
            .anyMatch(event -> event.id().equals(id));
    return bad ? Future.failedFuture(new LogFailure.Invalid("indigestible")) : log.append(batch);
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
