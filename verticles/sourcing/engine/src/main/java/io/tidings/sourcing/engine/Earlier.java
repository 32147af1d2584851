package io.tidings.sourcing.engine;

import io.tidings.log.EventLog;
import io.tidings.model.AppendResult;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Finds in the log how a command was carried out. */
final class Earlier {

  private static final int PAGE = 100;

  private final EventLog log;

  Earlier(EventLog log) {
    this.log = log;
  }

  /**
   * @param position of the command's first event
   */
  Future<CommandOutcome> outcome(Work<?> work, long position) {
    return read(work, position - 1, new ArrayList<>()).compose(events -> answer(work, events));
  }

  /** For a command of which is known only that it was carried out, at least in part. */
  Future<CommandOutcome> outcome(Work<?> work) {
    return log.append(Round.probe(work))
        .compose(
            found ->
                found instanceof AppendResult.Reused reused
                    ? outcome(work, reused.position())
                    : Future.failedFuture(notFound()));
  }

  /** The events of one append stand one behind the other. */
  private Future<List<RecordedEvent>> read(Work<?> work, long after, List<RecordedEvent> found) {
    return log.read(Query.after(new Cursor(0, after), Filter.ALL, PAGE))
        .compose(
            page -> {
              for (RecordedEvent event : page.events()) {
                if (!event.id().equals(work.events().id(found.size()))
                    || !event.source().equals(work.events().source())) {
                  return Future.succeededFuture(found);
                }
                found.add(event);
              }
              return page.end() ? Future.succeededFuture(found) : read(work, page.through(), found);
            });
  }

  private static Future<CommandOutcome> answer(Work<?> work, List<RecordedEvent> events) {
    if (events.isEmpty()) {
      return Future.failedFuture(notFound());
    }
    RecordedEvent last = events.get(events.size() - 1);
    if (!last.stream().equals(work.command().stream())) {
      return Future.failedFuture(
          new CommandFailure.Invalid(
              "the command %s of %s was carried out before, in stream '%s': give a new id"
                  .formatted(
                      work.command().message().id(),
                      work.command().message().source(),
                      last.stream())));
    }
    if (!work.events().mayBeOf(events.get(0).event())) {
      return Future.failedFuture(
          new CommandFailure.Invalid(
              ("the id %s of %s was given to another command before, which was carried out in stream"
                      + " '%s': give a new id, or send what was sent the first time")
                  .formatted(
                      work.command().message().id(),
                      work.command().message().source(),
                      last.stream())));
    }
    return Future.succeededFuture(new CommandOutcome.Accepted(last.version(), events, true));
  }

  private static CommandFailure notFound() {
    return new CommandFailure.Unavailable(
        "the log has changed its mind about whether the command was carried out", null);
  }
}
