package io.tidings.sourcing.engine;

import io.tidings.log.LogFailure;
import io.tidings.model.AppendResult;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The commands of one stream, one round after the other. Of the runner's context alone. */
final class Lane<C, E, S> {

  private final Runner<C, E, S> runner;
  private final String stream;
  private final ArrayDeque<Work<C>> waiting = new ArrayDeque<>();
  private boolean busy;

  /** So many are decided one by one, since one of them spoils the append of the others. */
  private int alone;

  Lane(Runner<C, E, S> runner, String stream) {
    this.runner = runner;
    this.stream = stream;
  }

  void add(Work<C> work) {
    waiting.add(work);
    if (!busy) {
      busy = true;
      next();
    }
  }

  private void next() {
    if (waiting.isEmpty()) {
      busy = false;
      runner.idle(stream);
      return;
    }
    Future.succeededFuture(stream)
        .compose(runner.histories()::load)
        .onSuccess(this::decide)
        .onFailure(this::failAll);
  }

  private void failAll(Throwable failure) {
    List<Work<C>> failed = new ArrayList<>(waiting);
    waiting.clear();
    if (failure instanceof LogFailure) {
      failed.forEach(work -> runner.answers().fail(work, failure));
    } else {
      runner.answers().unreadable(stream, failed, failure);
    }
    next();
  }

  private void decide(Loaded<S> loaded) {
    Round<C, E, S> round = new Round<>(loaded);
    round.decide(waiting, alone > 0 ? 1 : runner.limits().together(), runner.decider());
    alone = Math.max(0, alone - 1);
    runner
        .append(round.appends(stream))
        .onFailure(failure -> notAppended(round, failure))
        .onSuccess(
            results -> {
              if (round.isIdle()) {
                probed(round, results);
              } else {
                appended(round, results.get(0));
              }
            });
  }

  private void appended(Round<C, E, S> round, AppendResult result) {
    if (result instanceof AppendResult.Recorded recorded) {
      recorded(round, recorded);
      next();
    } else if (result instanceof AppendResult.Stale) {
      again(round, works(round));
    } else if (round.decided().size() > 1) {
      oneByOne(round);
    } else {
      Work<C> work = round.decided().get(0).work();
      if (result instanceof AppendResult.Reused reused) {
        runner.answers().earlier(work, reused.position());
      } else {
        runner.answers().earlier(work);
      }
      next();
    }
  }

  private void recorded(Round<C, E, S> round, AppendResult.Recorded recorded) {
    keep(round, recorded.receipts());
    Iterator<Receipt> each = recorded.receipts().iterator();
    for (Round.Decided<C, E, S> one : round.decided()) {
      List<RecordedEvent> events =
          one.events().stream()
              .map(
                  event -> {
                    Receipt at = each.next();
                    return new RecordedEvent(
                        event, at.version(), at.position(), at.epoch(), at.recordedAt());
                  })
              .toList();
      long version = events.get(events.size() - 1).version();
      runner
          .answers()
          .answer(one.work(), new CommandOutcome.Accepted(version, events, recorded.duplicate()));
    }
  }

  /** Unless it is a repeat, whose events stand elsewhere (L5). */
  private void keep(Round<C, E, S> round, List<Receipt> receipts) {
    Loaded<S> from = round.from();
    Receipt last = receipts.get(receipts.size() - 1);
    if (last.version() == from.version() + receipts.size()) {
      runner
          .histories()
          .appended(
              stream,
              from.version(),
              new Loaded<>(
                  round.state(), last.version(), last.position(), last.epoch(), from.heard()));
    }
  }

  private void probed(Round<C, E, S> round, List<AppendResult> results) {
    List<Work<C>> behind = new ArrayList<>();
    for (int at = 0; at < results.size(); at++) {
      Round.Decided<C, E, S> one = round.decided().get(at);
      if (results.get(at) instanceof AppendResult.Reused reused) {
        runner.answers().earlier(one.work(), reused.position());
      } else if (results.get(at) instanceof AppendResult.Stale stale
          && stale.actual() != round.from().version()) {
        behind.add(one.work());
      } else {
        answerIdle(one, round.from().version());
      }
    }
    if (behind.isEmpty()) {
      next();
    } else {
      again(round, behind);
    }
  }

  private void answerIdle(Round.Decided<C, E, S> one, long version) {
    if (one.decision() instanceof Decision.Rejected<E> rejected) {
      runner.answers().answer(one.work(), new CommandOutcome.Rejected(rejected.rejection()));
    } else if (one.bug() == null) {
      runner.answers().answer(one.work(), new CommandOutcome.Accepted(version, List.of(), false));
    } else {
      runner.answers().broken(one.work(), one.bug());
    }
  }

  /** Others have written to the stream meanwhile. */
  private void again(Round<C, E, S> round, List<Work<C>> works) {
    runner.conflict();
    int most = runner.limits().attempts();
    List<Work<C>> hopeful = new ArrayList<>();
    for (Work<C> work : works) {
      if (work.attempts() < most) {
        hopeful.add(work);
      } else {
        runner
            .answers()
            .fail(
                work,
                new CommandFailure.Conflict(
                    "others wrote to stream '%s' first, %d times: send the command again"
                        .formatted(stream, most)));
      }
    }
    putBack(hopeful);
    int attempts = hopeful.isEmpty() ? 1 : hopeful.get(0).attempts();
    runner
        .pause(attempts)
        .compose(rested -> runner.histories().catchUp(stream, round.from()))
        .onSuccess(caughtUp -> next())
        .onFailure(this::failAll);
  }

  private void notAppended(Round<C, E, S> round, Throwable failure) {
    if (failure instanceof LogFailure.Invalid && round.decided().size() > 1) {
      oneByOne(round);
    } else {
      works(round).forEach(work -> runner.answers().fail(work, failure));
      next();
    }
  }

  private void oneByOne(Round<C, E, S> round) {
    List<Work<C>> works = works(round);
    alone = works.size();
    putBack(works);
    next();
  }

  private void putBack(List<Work<C>> works) {
    for (int at = works.size() - 1; at >= 0; at--) {
      waiting.addFirst(works.get(at));
    }
  }

  private static <C, E, S> List<Work<C>> works(Round<C, E, S> round) {
    return round.decided().stream().map(Round.Decided::work).toList();
  }
}
