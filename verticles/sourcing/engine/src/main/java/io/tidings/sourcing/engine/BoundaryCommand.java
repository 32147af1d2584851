package io.tidings.sourcing.engine;

import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.model.Unchanged;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One command whose decision rests on the events of a boundary: reads them, decides, and appends if
 * nothing within the boundary has been recorded meanwhile (L9).
 */
final class BoundaryCommand<C, E, S> {

  /** What was read of the boundary, as far as {@code through}. */
  private record Read<S>(S state, Cursor through) {}

  private final Runner<C, E, S> runner;
  private final Work<C> work;
  private final Boundary boundary;
  private final Set<Criterion> criteria;
  private final Promise<Void> ended = Promise.promise();

  BoundaryCommand(Runner<C, E, S> runner, Work<C> work, Boundary boundary) {
    this.runner = runner;
    this.work = work;
    this.boundary = boundary;
    this.criteria = Set.copyOf(boundary.anyOf());
  }

  Set<Criterion> criteria() {
    return criteria;
  }

  void later(Runnable action) {
    runner.later(action);
  }

  /** Succeeds when the command is answered. */
  Future<Void> begin() {
    work.answer().future().onComplete(done -> ended.tryComplete());
    anew();
    return ended.future();
  }

  private void anew() {
    S initial;
    try {
      initial = runner.decider().initial();
    } catch (Throwable bug) {
      runner.answers().broken(work, bug);
      return;
    }
    read(new Read<>(initial, Cursor.START));
  }

  /** Not a chain of futures, which would be as deep as the boundary is wide. */
  private void read(Read<S> from) {
    runner
        .read(Query.after(from.through(), Filter.boundary(boundary), Query.MAX_LIMIT))
        .onFailure(
            failure -> {
              if (failure instanceof LogFailure.CursorLost) {
                again(null);
              } else {
                runner.answers().fail(work, failure);
              }
            })
        .onSuccess(page -> taken(page, from));
  }

  private void taken(Page page, Read<S> from) {
    S state;
    try {
      state = with(page, from.state());
    } catch (Throwable unreadable) {
      runner.answers().unreadable(work.command().stream(), List.of(work), unreadable);
      return;
    }
    runner.replayed(page.events().size());
    Read<S> read = new Read<>(state, new Cursor(page.head().epoch(), page.through()));
    if (page.end()) {
      decide(read);
    } else {
      read(read);
    }
  }

  private S with(Page page, S before) {
    S state = before;
    for (RecordedEvent event : page.events()) {
      if (runner.reads(event.type())) {
        for (E known : EventJson.decode(event.event(), runner.events())) {
          state = runner.decider().evolve(state, known);
        }
      }
    }
    return state;
  }

  private void decide(Read<S> read) {
    work.attempted();
    Decision<E> decision = null;
    List<NewEvent> events = List.of();
    Throwable bug = null;
    try {
      decision = Round.ask(runner.decider(), work, read.state());
      if (decision instanceof Decision.Accepted<E> accepted) {
        events = work.events().of(accepted.events());
      }
    } catch (Throwable thrown) {
      bug = thrown;
    }
    if (events.isEmpty()) {
      probe(decision, bug);
    } else {
      append(read, events);
    }
  }

  /** Whether it was carried out before, when all was different. */
  private void probe(Decision<E> decision, Throwable bug) {
    runner
        .append(Round.probe(work))
        .onFailure(failure -> runner.answers().fail(work, failure))
        .onSuccess(
            result -> {
              if (result instanceof AppendResult.Reused reused) {
                runner.answers().earlier(work, reused.position());
              } else if (bug != null) {
                runner.answers().broken(work, bug);
              } else if (decision instanceof Decision.Rejected<E> rejected) {
                runner.answers().answer(work, new CommandOutcome.Rejected(rejected.rejection()));
              } else {
                long version = result instanceof AppendResult.Stale stale ? stale.actual() : 0;
                runner
                    .answers()
                    .answer(work, new CommandOutcome.Accepted(version, List.of(), false));
              }
            });
  }

  private void append(Read<S> read, List<NewEvent> events) {
    runner
        .append(new Append(events, Map.of(), new Unchanged(boundary, read.through())))
        .onFailure(failure -> runner.answers().fail(work, failure))
        .onSuccess(
            result -> {
              if (result instanceof AppendResult.Recorded recorded) {
                recorded(events, recorded);
              } else if (result instanceof AppendResult.Overtaken overtaken) {
                again(overtaken.position() == 0 ? null : read);
              } else if (result instanceof AppendResult.Reused reused) {
                runner.answers().earlier(work, reused.position());
              } else {
                runner.answers().earlier(work);
              }
            });
  }

  private void recorded(List<NewEvent> events, AppendResult.Recorded result) {
    List<RecordedEvent> recorded = new ArrayList<>(events.size());
    for (int at = 0; at < events.size(); at++) {
      Receipt receipt = result.receipts().get(at);
      recorded.add(
          new RecordedEvent(
              events.get(at),
              receipt.version(),
              receipt.position(),
              receipt.epoch(),
              receipt.recordedAt()));
    }
    long version = recorded.get(recorded.size() - 1).version();
    runner
        .answers()
        .answer(work, new CommandOutcome.Accepted(version, recorded, result.duplicate()));
  }

  /**
   * Something within the boundary was recorded meanwhile.
   *
   * @param read what still holds; null if nothing does
   */
  private void again(Read<S> read) {
    runner.conflict();
    int most = runner.limits().attempts();
    if (work.attempts() >= most) {
      runner
          .answers()
          .fail(
              work,
              new CommandFailure.Conflict(
                  "others wrote within the boundary first, %d times: send the command again"
                      .formatted(most)));
      return;
    }
    runner
        .pause(work.attempts())
        .onSuccess(
            rested -> {
              if (read == null) {
                anew();
              } else {
                read(read);
              }
            });
  }
}
