package io.tidings.sourcing;

import io.tidings.sourcing.SagaState.Cause;
import io.tidings.sourcing.SagaState.Timeout;
import io.tidings.sourcing.SagaState.Undo;
import io.tidings.sourcing.SagaState.Undoes;
import java.util.ArrayList;
import java.util.List;

/** Makes the next state of a saga's instance from the present one and a step. Used once. */
final class Stepping<S> {

  /**
   * What a state keeps of the streams that it knows. Beyond it a repeat is told by the id of the
   * step alone, which is enough unless the event had been passed over the first time.
   */
  private static final int MOST_SEEN = 256;

  private final Saga<S> saga;
  private final long number;
  private final List<Undo> compensable;
  private final List<SagaCommand> commands = new ArrayList<>();
  private final List<Undoes> undoes = new ArrayList<>();
  private final List<Timeout> pending = new ArrayList<>();
  private final List<Timeout> cancelled = new ArrayList<>();
  private final List<Undo> undo = new ArrayList<>();
  private final List<Cause> seen = new ArrayList<>();

  /**
   * @param at null if the step begins an instance
   */
  Stepping(Saga<S> saga, SagaState<S> at, Cause cause) {
    this.saga = saga;
    this.number = at == null ? 1 : at.number() + 1;
    this.compensable = new ArrayList<>(at == null ? List.of() : at.undo());
    if (at != null) {
      pending.addAll(at.pending());
      seen.addAll(at.seen());
    }
    seen.removeIf(one -> one.stream().equals(cause.stream()));
    seen.add(cause);
    if (seen.size() > MOST_SEEN) {
      seen.remove(0);
    }
  }

  SagaState<S> take(Step<S> step) {
    step.actions().forEach(this::perform);
    if (step.ended()) {
      pending.forEach(this::forget);
      pending.clear();
      undo.clear();
    } else {
      undo.addAll(0, compensable);
    }
    return new SagaState<>(
        number,
        step.name(),
        step.state(),
        commands,
        undoes,
        pending,
        cancelled,
        undo,
        step.ended(),
        seen);
  }

  private void perform(Step.Action action) {
    if (action instanceof Step.Send send) {
      commands.add(send.command());
    } else if (action instanceof Step.Undo registered) {
      undo.add(
          new Undo(registered.command(), number, registered.ofSend() ? commands.size() - 1 : -1));
    } else if (action instanceof Step.After after) {
      set(after);
    } else if (action instanceof Step.Cancel cancel) {
      cancel(cancel.timeout());
    } else {
      compensate();
    }
  }

  private void set(Step.After after) {
    if (saga.timeout(after.timeout()) == null) {
      throw new IllegalStateException(SagaMachine.unhandled(saga, after.timeout()));
    }
    cancel(after.timeout());
    pending.add(new Timeout(after.timeout(), number, after.delay(), null));
  }

  private void cancel(String timeout) {
    pending.stream().filter(one -> one.name().equals(timeout)).forEach(this::forget);
    pending.removeIf(one -> one.name().equals(timeout));
  }

  /** What this very step has set was never asked for. */
  private void forget(Timeout timeout) {
    if (timeout.step() != number) {
      cancelled.add(timeout);
    }
  }

  private void compensate() {
    for (int last = compensable.size() - 1; last >= 0; last--) {
      Undo one = compensable.get(last);
      if (one.sent() >= 0) {
        undoes.add(new Undoes(commands.size(), one.step(), one.sent()));
      }
      commands.add(one.command());
    }
    compensable.clear();
  }
}
