package io.tidings.sourcing.engine;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells senders what has become of their commands. Of the runner's context alone. */
final class Answers<C> {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final String decider;
  private final Earlier earlier;
  private final CommandMetrics metrics;

  Answers(String decider, EventLog log, CommandMetrics metrics) {
    this.decider = decider;
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

  void fail(Work<C> work, Throwable failure) {
    CommandFailure why = of(work, failure);
    metrics.failed(why);
    work.answer().fail(why);
  }

  private CommandFailure of(Work<C> work, Throwable failure) {
    if (failure instanceof CommandFailure known) {
      return known;
    }
    if (failure instanceof LogFailure.Overloaded) {
      return new CommandFailure.Overloaded(failure.getMessage());
    }
    if (failure instanceof LogFailure.Invalid) {
      return new CommandFailure.Invalid(failure.getMessage());
    }
    if (!(failure instanceof LogFailure)) {
      LOG.error("The decider {} cannot read stream {}", decider, work.command().stream(), failure);
    }
    return new CommandFailure.Unavailable(failure.getMessage(), failure);
  }
}
