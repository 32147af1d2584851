package io.tidings.sourcing.sagas;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.model.Append;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.SagaState;
import io.tidings.sourcing.SagaState.Timeout;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.Commands;
import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what recorded steps say: in the order of each instance, at least once, and nothing twice,
 * since all of it has ids that follow from the step.
 */
final class Steps {

  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final Tidings tidings;
  private final Commands commands;
  private final Names names;
  private final Rejections rejections;
  private final SagaMetrics metrics;
  private final Set<String> away = ConcurrentHashMap.newKeySet();

  Steps(Tidings tidings, Commands commands, Names names, SagaMetrics metrics) {
    this.tidings = tidings;
    this.commands = commands;
    this.names = names;
    this.rejections = new Rejections(tidings.log(), names);
    this.metrics = metrics;
  }

  /** A replay does nothing: what is to be done for a step was, or is in a dead letter. */
  Future<Void> perform(ConsumerContext context) {
    if (context.isReplay()) {
      return Future.succeededFuture();
    }
    RecordedEvent step = context.event();
    SagaState<JsonNode> state = Codec.bare(step);
    Future<?> timeouts = Future.succeededFuture();
    for (Timeout timeout : state.cancelled()) {
      timeouts = timeouts.compose(next -> tidings.cancel(names.timeoutId(step.stream(), timeout)));
    }
    for (Timeout timeout : state.set()) {
      timeouts = timeouts.compose(next -> schedule(step, timeout));
    }
    return timeouts.compose(set -> send(step, state));
  }

  /** Whatever the answer, a time-out of this id is in the schedule, or was. */
  private Future<?> schedule(RecordedEvent step, Timeout timeout) {
    String id = names.timeoutId(step.stream(), timeout);
    NewEvent event =
        Messages.causedBy(step, id, names.source(), names.timedOut(), step.stream())
            .time(timeout.due().toString())
            .data(Messages.json(new Records.TimedOut(timeout.name(), timeout.step())))
            .build();
    return tidings.schedule().schedule(ScheduleRequest.at(id, timeout.due(), Append.of(event)));
  }

  private Future<Void> send(RecordedEvent step, SagaState<JsonNode> state) {
    return state.commands().isEmpty()
        ? Future.succeededFuture()
        : rejections.settled(step, state).compose(settled -> send(step, state, settled));
  }

  private Future<Void> send(RecordedEvent step, SagaState<JsonNode> state, Set<Integer> settled) {
    Future<Void> all = Future.succeededFuture();
    for (int index = 0; index < state.commands().size(); index++) {
      int at = index;
      if (!settled.contains(at)) {
        all = all.compose(next -> send(step, state, at));
      }
    }
    return all;
  }

  private Future<Void> send(RecordedEvent step, SagaState<JsonNode> state, int index) {
    Records.Sent sent = Codec.sent(state.commands().get(index));
    NewEvent message =
        Messages.causedBy(
                step, names.commandId(step, index), names.source(), sent.type(), sent.stream())
            .time(step.recordedAt().toString())
            .data(Messages.json(sent.data()))
            .build();
    return commands
        .send(new Command(sent.decider(), sent.stream(), message))
        .onSuccess(answered -> away.remove(sent.decider()))
        .onFailure(failure -> unanswered(step, sent, failure))
        .compose(
            outcome -> {
              if (outcome instanceof CommandOutcome.Rejected rejected) {
                metrics.rejected();
                return rejections.record(
                    step,
                    new Records.Rejected(state.number(), index, sent, rejected.rejection()),
                    state.ended());
              }
              metrics.accepted();
              return Future.succeededFuture();
            });
  }

  /** Nobody would hear of what is tried again without end; once is enough. */
  private void unanswered(RecordedEvent step, Records.Sent sent, Throwable failure) {
    if (away.add(sent.decider())) {
      LOG.warn(
          "{} cannot have {} decided: {}", step.stream(), sent.type(), String.valueOf(failure));
    }
  }
}
