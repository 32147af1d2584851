package io.tidings.sourcing.engine;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.AppendResult;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells senders what has become of their commands. Of the runner's context alone. */
final class Answers<C> {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /** As many streams are remembered that were complained about. */
  private static final int MOST_COMPLAINTS = 1000;

  /** As many probes are one batch. */
  private static final int TOGETHER = 64;

  private final String decider;
  private final EventLog log;
  private final Earlier earlier;
  private final Set<String> complained = new HashSet<>();
  private final CommandMetrics metrics;

  Answers(String decider, EventLog log, CommandMetrics metrics) {
    this.decider = decider;
    this.log = log;
    this.earlier = new Earlier(log);
    this.metrics = metrics;
  }

  void answer(Work<C> work, CommandOutcome outcome) {
    metrics.answered(work.begun(), outcome);
    work.answer().complete(outcome);
  }

  /**
   * As the first time.
   *
   * @param position of the command's first event
   */
  void earlier(Work<C> work, long position) {
    answer(work, earlier.outcome(work, position));
  }

  /** As the first time; where its events stand is not known. */
  void earlier(Work<C> work) {
    answer(work, earlier.outcome(work));
  }

  private void answer(Work<C> work, Future<CommandOutcome> found) {
    found.onSuccess(outcome -> answer(work, outcome)).onFailure(failure -> fail(work, failure));
  }

  /**
   * @param bug what the decider has thrown
   */
  void broken(Work<C> work, Throwable bug) {
    LOG.error("The decider {} fails on {}", decider, work.record(), bug);
    fail(
        work,
        new CommandFailure.Invalid(
            "the decider '%s' fails on the command '%s': %s"
                .formatted(decider, work.command().message().type(), bug)));
  }

  /** Answers those that were carried out before; the others fail. */
  void unreadable(String stream, List<Work<C>> works, Throwable failure) {
    complain(stream, failure);
    CommandFailure why =
        new CommandFailure.Unreadable(
            "the decider '%s' cannot read what its decision in stream '%s' rests on: %s;"
                    .formatted(decider, stream, failure)
                + " nothing was recorded. Run a version of it that can");
    for (int from = 0; from < works.size(); from += TOGETHER) {
      unlessEarlier(works.subList(from, Math.min(works.size(), from + TOGETHER)), why);
    }
  }

  private void unlessEarlier(List<Work<C>> works, CommandFailure why) {
    Future.succeededFuture(works)
        .map(all -> all.stream().map(Round::probe).toList())
        .compose(log::append)
        .onFailure(unknown -> works.forEach(work -> fail(work, unknown)))
        .onSuccess(
            results -> {
              for (int at = 0; at < results.size(); at++) {
                if (results.get(at) instanceof AppendResult.Reused reused) {
                  earlier(works.get(at), reused.position());
                } else {
                  fail(works.get(at), why);
                }
              }
            });
  }

  /** In full the first time: whoever sends commands to such a stream may do so often. */
  private void complain(String stream, Throwable failure) {
    if (complained.size() >= MOST_COMPLAINTS) {
      complained.clear();
    }
    if (complained.add(stream)) {
      LOG.error("The decider {} cannot read what stream {} rests on", decider, stream, failure);
    } else {
      LOG.warn("The decider {} still cannot read stream {}: {}", decider, stream, failure);
    }
  }

  void fail(Work<C> work, Throwable failure) {
    CommandFailure why = of(failure);
    metrics.failed(why);
    work.answer().fail(why);
  }

  private static CommandFailure of(Throwable failure) {
    if (failure instanceof CommandFailure known) {
      return known;
    }
    if (failure instanceof LogFailure.Overloaded) {
      return new CommandFailure.Overloaded(failure.getMessage());
    }
    if (failure instanceof LogFailure.Invalid) {
      return new CommandFailure.Invalid(failure.getMessage());
    }
    return new CommandFailure.Unavailable(failure.getMessage(), failure);
  }
}
