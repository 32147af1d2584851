package io.tidings.sourcing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a saga's handler answers: where the saga is from now on, and what is to be done because of
 * it, in the order of the calls. It is recorded as a whole before any of it is done. Immutable;
 * each method that adds something answers a new one.
 *
 * <pre>{@code
 * Step.to("awaiting-payment", state)
 *     .send("payments", "payment-A1", new RequestPayment("A1", total))
 *     .undo("payments", "payment-A1", new CancelPayment("A1"))
 *     .after("payment-overdue", Duration.ofMinutes(30))
 * }</pre>
 *
 * @param <S> the state that the saga's author gives it
 */
public final class Step<S> {

  sealed interface Action {}

  record Send(SagaCommand command) implements Action {}

  /**
   * @param ofSend whether it takes back the send before it
   */
  record Undo(SagaCommand command, boolean ofSend) implements Action {}

  record After(String timeout, Duration delay) implements Action {}

  record Cancel(String timeout) implements Action {}

  record Compensate() implements Action {}

  private final String name;
  private final S state;
  private final List<Action> actions;
  private final boolean ended;

  private Step(String name, S state, List<Action> actions, boolean ended) {
    this.name = name;
    this.state = state;
    this.actions = actions;
    this.ended = ended;
  }

  /**
   * The saga is at this step from now on, with this state.
   *
   * @param name for people who look at the saga: lower-case words with hyphens, {@code
   *     awaiting-payment}; the same again if it is where it was
   */
  public static <S> Step<S> to(String name, S state) {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "the step is '" + name + "': give lower-case words with hyphens");
    }
    return new Step<>(name, Objects.requireNonNull(state, "state"), List.of(), false);
  }

  /** The event means nothing to the saga where it is: nothing is recorded, and nothing done. */
  public static <S> Step<S> stay() {
    return new Step<>(null, null, List.of(), false);
  }

  /**
   * Sends a command, behind those sent before it.
   *
   * @param command a record with a {@link CommandType}
   */
  public Step<S> send(String decider, String stream, Record command) {
    return with(new Send(SagaCommand.of(decider, stream, command)));
  }

  /**
   * Registers a command for {@link #compensate} in later steps. Directly behind a {@link #send} it
   * belongs to that: if the command sent is rejected, there is nothing to undo, and it is not sent,
   * also where the rejection comes after the step that compensates.
   */
  public Step<S> undo(String decider, String stream, Record command) {
    boolean ofSend = !actions.isEmpty() && actions.get(actions.size() - 1) instanceof Send;
    return with(new Undo(SagaCommand.of(decider, stream, command), ofSend));
  }

  /**
   * Calls {@link Saga.Builder#onTimeout} so long after this step was recorded, by the clock of the
   * log. It takes the place of a pending time-out of that name.
   *
   * @param delay from 0 to 100 years
   */
  public Step<S> after(String timeout, Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("the time-out " + timeout + " is due " + delay + " ago");
    }
    return with(new After(timeout, delay));
  }

  /** Cancels a time-out; nothing happens if it is not pending. */
  public Step<S> cancel(String timeout) {
    return with(new Cancel(timeout));
  }

  /** Sends what earlier steps have registered by {@link #undo}, in reverse order, once. */
  public Step<S> compensate() {
    return with(new Compensate());
  }

  /**
   * Ends the saga of this key for good: what is pending is cancelled, what is registered to be
   * undone is forgotten, and whatever happens later is ignored.
   */
  public Step<S> end() {
    return new Step<>(named(), state, actions, true);
  }

  boolean stays() {
    return name == null;
  }

  String name() {
    return name;
  }

  S state() {
    return state;
  }

  List<Action> actions() {
    return actions;
  }

  boolean ended() {
    return ended;
  }

  private Step<S> with(Action action) {
    List<Action> more = new ArrayList<>(actions);
    more.add(action);
    return new Step<>(named(), state, List.copyOf(more), ended);
  }

  private String named() {
    if (stays()) {
      throw new IllegalStateException("a saga that stays does nothing: begin with Step.to");
    }
    return name;
  }
}
