package io.tidings.sourcing.sagas;

import io.tidings.Consumer;
import io.tidings.ConsumerBuilder;
import io.tidings.Tidings;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Start;
import io.tidings.log.LogFailure;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.Commands;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Runs a saga on this node. Every step is recorded in the log before anything is done because of
 * it, so that a node may be killed at any time, and any node that runs the saga goes on. Not safe
 * for use by several threads.
 *
 * <p>Two durable consumers do the work: {@code saga.<name>.reactions} records steps, {@code
 * saga.<name>.steps} does what they say. A handler that throws, or a command that fails otherwise
 * than by rejection, is retried and becomes a dead letter of one of them (C5); the other instances
 * go on.
 */
public final class SagaBuilder<S> {

  /** As long as the log is away nothing is at fault. */
  private static final Retry UNTIL_THE_LOG_ANSWERS =
      Retry.DEFAULT.attempts(Integer.MAX_VALUE).within(Duration.ofDays(365));

  private final Tidings tidings;
  private final Commands commands;
  private final Saga<S> saga;
  private Start start = Start.FIRST;
  private Retry retry = Retry.DEFAULT;
  private int segments = 8;

  private SagaBuilder(Tidings tidings, Commands commands, Saga<S> saga) {
    this.tidings = tidings;
    this.commands = commands;
    this.saga = saga;
  }

  /**
   * Begins.
   *
   * @param commands what the saga sends its commands by
   */
  public static <S> SagaBuilder<S> of(Tidings tidings, Commands commands, Saga<S> saga) {
    return new SagaBuilder<>(tidings, commands, saga);
  }

  /**
   * With which event the saga begins when it is started for the first time. Defaults to the first
   * of the log, so that none is missed; give {@link Start#LATEST} to a saga that is not to act upon
   * what is past.
   */
  public SagaBuilder<S> startAt(Start start) {
    this.start = start;
    return this;
  }

  /** How failing handlers and commands are tried again. Defaults to {@link Retry#DEFAULT}. */
  public SagaBuilder<S> retry(Retry retry) {
    this.retry = retry;
    return this;
  }

  /** As {@link ConsumerBuilder#segments}, of either consumer. Defaults to 8. */
  public SagaBuilder<S> segments(int segments) {
    this.segments = segments;
    return this;
  }

  /**
   * Begins to work on this node's share of the saga.
   *
   * @return succeeds when this node takes part; fails and waits as {@link ConsumerBuilder#start}
   */
  public Future<RunningSaga<S>> start() {
    Names names = new Names(saga);
    SagaMetrics metrics = new SagaMetrics(tidings.host().meters(), saga.name());
    Inputs inputs = new Inputs(saga, names);
    Reactions<S> reactions = new Reactions<>(saga, names, inputs, tidings.log(), metrics);
    Steps steps = new Steps(tidings, commands, names, metrics);
    return consumer(names.steps())
        .types(names.stepped())
        .permanent(CommandFailure.Invalid.class)
        .onAny(steps::perform)
        .start()
        .compose(
            doing ->
                consumer(names.reactions())
                    .types(inputs.types().toArray(String[]::new))
                    .startAt(start)
                    .onAny(reactions::react)
                    .start()
                    .onFailure(failure -> doing.stop())
                    .map(reacting -> running(reactions, reacting, doing)));
  }

  private RunningSaga<S> running(Reactions<S> reactions, Consumer reacting, Consumer doing) {
    return new RunningSaga<>(saga, reactions.instances(), reacting, doing);
  }

  private ConsumerBuilder consumer(String name) {
    return tidings
        .consumer(name)
        .segments(segments)
        .retry(retry)
        .retry(LogFailure.Unavailable.class, UNTIL_THE_LOG_ANSWERS)
        .retry(LogFailure.Overloaded.class, UNTIL_THE_LOG_ANSWERS);
  }
}
