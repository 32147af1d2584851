package io.tidings.sourcing.sagas;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.sourcing.SagaState;
import io.tidings.sourcing.SagaState.Undoes;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands of steps that their deciders have rejected, as the log has it. */
final class Rejections {

  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

  /** Of a command among those of an instance. */
  private record Place(long step, int sent) {}

  private final EventLog log;
  private final Names names;

  Rejections(EventLog log, Names names) {
    this.log = log;
    this.names = names;
  }

  /**
   * Which commands of the step are not to be sent, by their indexes. A rejected one that is sent
   * again would be decided anew, and the saga has gone on from the rejection. One that takes back a
   * rejected one of an earlier step would take back what never was: that step has been done, so its
   * rejections are all recorded, also those that came too late to be reacted to.
   */
  Future<Set<Integer>> settled(RecordedEvent step, SagaState<?> state) {
    Filter filter = new Filter(Set.of(names.rejected()), null, step.stream(), SlotRange.ALL);
    Query since =
        new Query(
            filter,
            Query.Unit.VERSION,
            0,
            state.undoes().isEmpty() ? step.version() : 0,
            Long.MAX_VALUE,
            Query.Direction.FORWARD,
            Query.MAX_LIMIT);
    return known(since, new HashSet<>()).map(rejected -> settled(state, rejected));
  }

  private static Set<Integer> settled(SagaState<?> state, Set<Place> rejected) {
    Set<Integer> settled = new HashSet<>();
    for (Place place : rejected) {
      if (place.step() == state.number()) {
        settled.add(place.sent());
      }
    }
    for (Undoes one : state.undoes()) {
      if (rejected.contains(new Place(one.step(), one.sent()))) {
        settled.add(one.command());
      }
    }
    return settled;
  }

  private Future<Set<Place>> known(Query query, Set<Place> found) {
    return log.read(query)
        .compose(
            page -> {
              for (RecordedEvent event : page.events()) {
                Records.Rejected one = EventJson.decode(event.data(), Records.Rejected.class);
                found.add(new Place(one.step(), one.sent()));
              }
              return page.end()
                  ? Future.succeededFuture(found)
                  : known(query.onward(page.through()), found);
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
