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
class AgainstALogThatAnswersNothing implements EventLogConformance {

  @Override
  public EventLog emptyLog() {
    return new AnswerNothing();
  }

  private static final class AnswerNothing implements EventLog {
    @Override
    public Future<List<AppendResult>> append(List<Append> batch) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Page> read(Query query) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Head> head() {
      return Future.succeededFuture();
    }
  }
}
