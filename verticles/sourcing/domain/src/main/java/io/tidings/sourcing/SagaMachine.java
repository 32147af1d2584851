package io.tidings.sourcing;

import io.tidings.sourcing.SagaState.Cause;
import io.tidings.sourcing.SagaState.Timeout;
import io.tidings.sourcing.SagaState.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What becomes of a saga's instance when something happens: a pure function. */
public final class SagaMachine<S> {

  private final Saga<S> saga;

  public SagaMachine(Saga<S> saga) {
    this.saga = saga;
  }

  /**
   * The steps that one recorded event leads to, in order; none if it is ignored. That is what
   * happens to a repeat, to an event of a key that has no instance and does not begin one, to
   * whatever comes after the end, and to a time-out that is not pending.
   *
   * @param current null if the key has no instance
   * @param inputs what the event stands for: usually one, several where an older event was split
   * @throws RuntimeException what a handler throws
   * @throws IllegalStateException if a handler sets a time-out that the saga has no handler of
   */
  public List<SagaState<S>> react(SagaState<S> current, Cause cause, List<SagaInput> inputs) {
    if (current != null && current.hasSeen(cause)) {
      return List.of();
    }
    List<SagaState<S>> steps = new ArrayList<>();
    SagaState<S> at = current;
    for (SagaInput input : inputs) {
      Optional<SagaState<S>> next = react(at, cause, input);
      if (next.isPresent()) {
        at = next.get();
        steps.add(at);
      }
    }
    return List.copyOf(steps);
  }

  private Optional<SagaState<S>> react(SagaState<S> at, Cause cause, SagaInput input) {
    if (at == null) {
      return input instanceof SagaInput.Happened happened
          ? begin(happened, cause)
          : Optional.empty();
    }
    if (at.ended()) {
      return Optional.empty();
    }
    if (input instanceof SagaInput.Happened happened) {
      Saga.On<S> on = saga.on(happened.event());
      return on == null
          ? Optional.empty()
          : moved(at, at, on.handler().apply(at.state(), happened.event()), cause);
    }
    return input instanceof SagaInput.TimedOut timedOut
        ? timedOut(at, timedOut, cause)
        : rejected(at, (SagaInput.Rejected) input, cause);
  }

  private Optional<SagaState<S>> begin(SagaInput.Happened happened, Cause cause) {
    Saga.Start<S> start = saga.start(happened.event());
    Step<S> step = start == null ? Step.stay() : start.handler().apply(happened.event());
    return step.stays()
        ? Optional.empty()
        : Optional.of(new Stepping<>(saga, null, cause).take(step));
  }

  private Optional<SagaState<S>> timedOut(
      SagaState<S> at, SagaInput.TimedOut timedOut, Cause cause) {
    Optional<Timeout> due =
        at.pending().stream()
            .filter(one -> one.name().equals(timedOut.name()) && one.step() == timedOut.step())
            .findFirst();
    return due.flatMap(
        timeout -> {
          Function<S, Step<S>> handler = saga.timeout(timeout.name());
          if (handler == null) {
            throw new IllegalStateException(unhandled(saga, timeout.name()));
          }
          return moved(at, withoutPending(at, timeout), handler.apply(at.state()), cause);
        });
  }

  private Optional<SagaState<S>> rejected(
      SagaState<S> at, SagaInput.Rejected rejected, Cause cause) {
    Step<S> step =
        saga.rejection(rejected.message())
            .handle(at.state(), rejected.message(), rejected.rejection());
    return moved(at, withoutUndo(at, rejected), step, cause);
  }

  /** Where the saga stays but something of it is gone, that is a step as well. */
  private Optional<SagaState<S>> moved(
      SagaState<S> before, SagaState<S> at, Step<S> step, Cause cause) {
    if (!step.stays()) {
      return Optional.of(new Stepping<>(saga, at, cause).take(step));
    }
    return at.equals(before)
        ? Optional.empty()
        : Optional.of(new Stepping<>(saga, at, cause).take(Step.to(at.step(), at.state())));
  }

  static String unhandled(Saga<?> saga, String timeout) {
    return "saga %s has no handler of the time-out %s: give it onTimeout"
        .formatted(saga.name(), timeout);
  }

  private static <S> SagaState<S> withoutPending(SagaState<S> at, Timeout due) {
    List<Timeout> left = at.pending().stream().filter(one -> !one.equals(due)).toList();
    return with(at, left, at.undo());
  }

  private static <S> SagaState<S> withoutUndo(SagaState<S> at, SagaInput.Rejected rejected) {
    List<Undo> left =
        at.undo().stream()
            .filter(one -> one.step() != rejected.step() || one.sent() != rejected.sent())
            .toList();
    return with(at, at.pending(), left);
  }

  private static <S> SagaState<S> with(SagaState<S> at, List<Timeout> pending, List<Undo> undo) {
    return new SagaState<>(
        at.number(),
        at.step(),
        at.state(),
        at.commands(),
        at.undoes(),
        pending,
        at.cancelled(),
        undo,
        at.ended(),
        at.seen());
  }
}
