package io.tidings.sourcing.sagas;

import io.tidings.ConsumerContext;
import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.SagaCommand;
import io.tidings.sourcing.SagaInput;
import io.tidings.sourcing.SagaMachine;
import io.tidings.sourcing.SagaState;
import io.tidings.sourcing.SagaState.Cause;
import io.tidings.sourcing.sagas.Instances.Loaded;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records the steps that events, time-outs and rejections lead to. */
final class Reactions<S> {

  /** Nodes that react to one key at once; one of them is the first each time. */
  private static final int MOST_ATTEMPTS = 64;

  private final Saga<S> saga;
  private final SagaMachine<S> machine;
  private final Names names;
  private final Inputs inputs;
  private final Codec<S> codec;
  private final Instances<S> instances;
  private final EventLog log;
  private final SagaMetrics metrics;
  private final Lanes lanes = new Lanes();

  Reactions(Saga<S> saga, Names names, Inputs inputs, EventLog log, SagaMetrics metrics) {
    this.saga = saga;
    this.machine = new SagaMachine<>(saga);
    this.names = names;
    this.inputs = inputs;
    this.codec = new Codec<>(saga);
    this.instances = new Instances<>(log, names, codec);
    this.log = log;
    this.metrics = metrics;
  }

  Instances<S> instances() {
    return instances;
  }

  Future<Void> react(ConsumerContext context) {
    Future<Void> all = Future.succeededFuture();
    for (Map.Entry<String, List<SagaInput>> one : inputs.of(context.event()).entrySet()) {
      Reaction reaction = new Reaction(context, one.getKey(), one.getValue());
      all = all.compose(next -> lanes.run(one.getKey(), () -> react(reaction, 1)));
    }
    return all;
  }

  private record Reaction(ConsumerContext context, String key, List<SagaInput> inputs) {

    RecordedEvent event() {
      return context.event();
    }

    Cause cause() {
      return new Cause(event().stream(), event().version());
    }
  }

  private Future<Void> react(Reaction reaction, int attempt) {
    String stream = saga.stream(reaction.key());
    return instances
        .load(stream)
        .compose(
            loaded -> {
              List<SagaState<S>> steps =
                  machine.react(loaded.state(), reaction.cause(), reaction.inputs());
              if (steps.isEmpty()) {
                metrics.ignored();
                return Future.succeededFuture();
              }
              return reaction.context().isDryRun()
                  ? Future.succeededFuture()
                  : record(reaction, stream, loaded, steps, attempt);
            });
  }

  private Future<Void> record(
      Reaction reaction, String stream, Loaded<S> loaded, List<SagaState<S>> steps, int attempt) {
    requireOwn(stream, loaded, steps);
    Append append = new Append(events(reaction, stream, steps), Map.of(stream, loaded.version()));
    return log.append(append)
        .compose(
            result -> {
              if (result instanceof AppendResult.Stale stale) {
                metrics.conflict();
                return again(reaction, stale, attempt);
              }
              if (result instanceof AppendResult.Recorded recorded && !recorded.duplicate()) {
                metrics.stepped(steps);
              }
              // Anything else says that an earlier attempt has recorded what it led to then.
              return Future.succeededFuture();
            });
  }

  private void requireOwn(String stream, Loaded<S> loaded, List<SagaState<S>> steps) {
    if (loaded.foreign() != null) {
      throw MixedStream.holding(saga, stream, loaded.foreign());
    }
    for (SagaState<S> step : steps) {
      for (SagaCommand command : step.commands()) {
        if (command.stream().equals(stream)) {
          throw MixedStream.sentTo(saga, stream, Codec.sent(command).type());
        }
      }
    }
  }

  private Future<Void> again(Reaction reaction, AppendResult.Stale stale, int attempt) {
    return attempt < MOST_ATTEMPTS
        ? react(reaction, attempt + 1)
        : Future.failedFuture(
            new IllegalStateException(
                "others were faster %d times at stream %s, which is at version %d: try again"
                    .formatted(attempt, stale.stream(), stale.actual())));
  }

  private List<NewEvent> events(Reaction reaction, String stream, List<SagaState<S>> steps) {
    RecordedEvent cause = reaction.event();
    List<NewEvent> events = new ArrayList<>();
    for (SagaState<S> step : steps) {
      String id = names.stepId(cause, reaction.key(), events.size());
      events.add(
          Messages.causedBy(cause, id, names.source(), names.stepped(), stream)
              .time(cause.recordedAt().toString())
              .data(Messages.json(codec.record(reaction.key(), step, cause)))
              .build());
    }
    return events;
  }
}
