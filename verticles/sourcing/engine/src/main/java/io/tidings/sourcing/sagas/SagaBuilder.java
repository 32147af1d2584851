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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a saga on this node. Every step is recorded in the log before anything is done because of
 * it, so that a node may be killed at any time, and any node that runs the saga goes on. Not safe
 * for use by several threads.
 *
 * <p>Two durable consumers do the work: {@code saga.<name>.reactions} records steps, {@code
 * saga.<name>.steps} does what they say. A handler that throws, or a command that fails otherwise
 * than by rejection, is retried and becomes a dead letter of one of them (C5); the other instances
 * go on.
 *
 * <p>Nothing is given up while the log cannot be reached or takes nothing more, or while a decider
 * does not answer, has too much to do, or runs nowhere, as during a deployment: the instance waits,
 * however long it takes, and its stream is listed as retrying.
 */
public final class SagaBuilder<S> {

  /** No instance is at fault where the log or a decider cannot be had for now. */
  private static final List<Class<? extends Throwable>> OUTAGES =
      List.of(
          LogFailure.Unavailable.class,
          LogFailure.Overloaded.class,
          CommandFailure.Unavailable.class,
          CommandFailure.Overloaded.class,
          CommandFailure.UnknownDecider.class);

  private final Tidings tidings;
  private final Commands commands;
  private final Saga<S> saga;
  private Start start = Start.FIRST;
  private final Map<Class<? extends Throwable>, Retry> rules = new LinkedHashMap<>();
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

  /**
   * How failing handlers and commands are tried again. Defaults to {@link Retry#DEFAULT}. Its
   * pauses are those of what is waited for as well; such attempts do not count.
   */
  public SagaBuilder<S> retry(Retry retry) {
    this.retry = retry;
    return this;
  }

  /**
   * The same for this class of failures, also for one that would be waited for; the first rule that
   * matches counts. So a command to a decider that no node runs becomes a dead letter after three
   * attempts:
   *
   * <pre>{@code
   * .retry(CommandFailure.UnknownDecider.class, Retry.DEFAULT.attempts(3))
   * }</pre>
   */
  public SagaBuilder<S> retry(Class<? extends Throwable> failure, Retry retry) {
    rules.putIfAbsent(failure, retry);
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
                    .permanent(MixedStream.class)
                    .onAny(reactions::react)
                    .start()
                    .onFailure(failure -> doing.stop())
                    .map(reacting -> running(reactions, reacting, doing)));
  }

  private RunningSaga<S> running(Reactions<S> reactions, Consumer reacting, Consumer doing) {
    return new RunningSaga<>(saga, reactions.instances(), reacting, doing);
  }

  private ConsumerBuilder consumer(String name) {
    ConsumerBuilder consumer = tidings.consumer(name).segments(segments).retry(retry);
    rules.forEach(consumer::retry);
    OUTAGES.forEach(consumer::outage);
    return consumer;
  }
}
