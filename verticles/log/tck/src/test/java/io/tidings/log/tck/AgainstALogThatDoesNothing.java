package io.tidings.log.tck;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.util.List;

/** Run by {@link SuitesFailWithoutALogTest}; its name keeps it from being run on its own. */
class AgainstALogThatDoesNothing implements EventLogConformance {

  @Override
  public EventLog emptyLog() {
    return new DoNothing();
  }

  private static final class DoNothing implements EventLog {
    @Override
    public Future<List<AppendResult>> append(List<Append> batch) {
      return Future.succeededFuture(
          batch.stream()
              .<AppendResult>map(append -> new AppendResult.Recorded(List.of(), false))
              .toList());
    }

    @Override
    public Future<Page> read(Query query) {
      return Future.succeededFuture(new Page(List.of(), query.after(), true, new Head(1, 0)));
    }

    @Override
    public Future<Head> head() {
      return Future.succeededFuture(new Head(1, 0));
    }
  }
}
