package io.tidings.sourcing.sagas;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands of steps that their deciders have rejected, as the log has it. */
final class Rejections {

  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

  private final EventLog log;
  private final Names names;

  Rejections(EventLog log, Names names) {
    this.log = log;
    this.names = names;
  }

  /**
   * Which commands of the step are not to be sent: a rejected one that is sent again would be
   * decided anew, and the saga has gone on from the rejection.
   */
  Future<Set<Integer>> known(RecordedEvent step, long number) {
    Filter filter = new Filter(Set.of(names.rejected()), null, step.stream(), SlotRange.ALL);
    Query behind =
        new Query(
            filter,
            Query.Unit.VERSION,
            0,
            step.version(),
            Long.MAX_VALUE,
            Query.Direction.FORWARD,
            Query.MAX_LIMIT);
    return known(behind, number, new HashSet<>());
  }

  private Future<Set<Integer>> known(Query query, long number, Set<Integer> found) {
    return log.read(query)
        .compose(
            page -> {
              for (RecordedEvent event : page.events()) {
                Records.Rejected one = EventJson.decode(event.data(), Records.Rejected.class);
                if (one.step() == number) {
                  found.add(one.sent());
                }
              }
              return page.end()
                  ? Future.succeededFuture(found)
                  : known(query.onward(page.through()), number, found);
            });
  }

  /** Once, whoever records it. */
  Future<Void> record(RecordedEvent step, Records.Rejected rejected, boolean ended) {
    if (ended) {
      LOG.warn(
          "{} rejects {} of {}, which has ended: {} {}",
          rejected.command().decider(),
          rejected.command().type(),
          step.stream(),
          rejected.rejection().code(),
          rejected.rejection().detail());
    }
    String id = names.rejectionId(step, rejected.sent());
    NewEvent event =
        Messages.causedBy(step, id, names.source(), names.rejected(), step.stream())
            .time(step.recordedAt().toString())
            .data(Messages.json(rejected))
            .build();
    return log.append(Append.of(event))
        .compose(
            result ->
                result instanceof AppendResult.Recorded || result instanceof AppendResult.Reused
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new IllegalStateException("recording answers " + result)));
  }
}
