package io.tidings.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.sourcing.Rejection;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.SagaCommand;
import io.tidings.sourcing.SagaInput;
import io.tidings.sourcing.SagaMachine;
import io.tidings.sourcing.SagaState;
import io.tidings.sourcing.SagaState.Cause;
import io.tidings.sourcing.SagaState.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A saga told in sentences: what has happened, what happens, and what the saga does then. No clock,
 * no log and no bus; a time-out comes when the scenario says so. What a {@code then} demands is of
 * the last {@code given} or {@code when}, and of the key of its event. A demand that is not met
 * throws {@link AssertionError}.
 *
 * <pre>{@code
 * SagaScenario.of(saga)
 *     .given(new OrderPlaced("A1"))
 *     .whenTimeout("payment-overdue")
 *     .thenSends(new RefundPayment("A1"), new ReleaseStock("A1"))
 *     .thenStep("cancelled")
 *     .thenEnded();
 * }</pre>
 */
public final class SagaScenario<S> {

  private final Saga<S> saga;
  private final SagaMachine<S> machine;
  private final Map<String, List<SagaState<S>>> histories = new LinkedHashMap<>();
  private String key;
  private List<SagaState<S>> led = List.of();
  private long happened;

  private SagaScenario(Saga<S> saga) {
    this.saga = saga;
    this.machine = new SagaMachine<>(saga);
  }

  public static <S> SagaScenario<S> of(Saga<S> saga) {
    return new SagaScenario<>(saga);
  }

  /** These events have happened, in this order, whatever the saga has made of them. */
  public SagaScenario<S> given(Record... events) {
    for (Record event : events) {
      when(event);
    }
    return this;
  }

  /**
   * This event happens.
   *
   * @throws AssertionError if the saga has no handler of it
   */
  public SagaScenario<S> when(Record event) {
    assertThat(saga.events())
        .as("the events that saga %s has handlers of", saga.name())
        .contains(event.getClass());
    key = saga.keyOf(event);
    if (key == null) {
      led = List.of();
      return this;
    }
    return react(new SagaInput.Happened(event));
  }

  /**
   * The time-out is due; one that is not pending comes late.
   *
   * @throws AssertionError if the saga has no handler of it, or no instance of the key
   */
  public SagaScenario<S> whenTimeout(String name) {
    assertThat(new TreeSet<>(saga.timeouts()))
        .as("the time-outs that saga %s has handlers of", saga.name())
        .contains(name);
    long step =
        current().pending().stream()
            .filter(one -> one.name().equals(name))
            .mapToLong(Timeout::step)
            .findFirst()
            .orElse(0);
    return react(new SagaInput.TimedOut(name, step));
  }

  /**
   * The command is rejected that the saga has sent last of those that are equal to this one.
   *
   * @throws AssertionError if it has sent none
   */
  public SagaScenario<S> whenRejected(Record command, Rejection rejection) {
    List<SagaState<S>> history = histories.getOrDefault(key, List.of());
    for (int at = history.size() - 1; at >= 0; at--) {
      int sent = messages(history.get(at)).lastIndexOf(command);
      if (sent >= 0) {
        long step = history.get(at).number();
        return react(new SagaInput.Rejected(step, sent, command, rejection));
      }
    }
    throw new AssertionError("saga %s has never sent %s".formatted(saga.name(), command));
  }

  /** As {@link #whenRejected(Record, Rejection)}, where only the code matters. */
  public SagaScenario<S> whenRejected(Record command, String code) {
    return whenRejected(command, new Rejection(code, ""));
  }

  /** It sends exactly these commands, in this order, to whichever deciders and streams. */
  public SagaScenario<S> thenSends(Record... commands) {
    assertThat(led.stream().flatMap(step -> messages(step).stream()))
        .as("what saga %s sends", saga.name())
        .containsExactly((Object[]) commands);
    return this;
  }

  public SagaScenario<S> thenSendsNothing() {
    return thenSends();
  }

  /** It sends this command to this decider, for this stream. */
  public SagaScenario<S> thenSendsTo(String decider, String stream, Record command) {
    assertThat(led.stream().flatMap(step -> step.commands().stream()))
        .as("what saga %s sends", saga.name())
        .contains(new SagaCommand(decider, stream, command));
    return this;
  }

  /** It is at this step. */
  public SagaScenario<S> thenStep(String name) {
    assertThat(current().step()).as("the step of saga %s", saga.name()).isEqualTo(name);
    return this;
  }

  public SagaScenario<S> thenState(S state) {
    assertThat(current().state()).as("the state of saga %s", saga.name()).isEqualTo(state);
    return this;
  }

  /** The time-out is pending, so long after the step that has set it. */
  public SagaScenario<S> thenTimer(String name, Duration after) {
    assertThat(current().pending())
        .as("what is pending for saga %s", saga.name())
        .anyMatch(one -> one.name().equals(name) && one.after().equals(after));
    return this;
  }

  /** Exactly these time-outs are pending. */
  public SagaScenario<S> thenTimers(String... names) {
    assertThat(current().pending())
        .as("what is pending for saga %s", saga.name())
        .extracting(Timeout::name)
        .containsExactlyInAnyOrder(names);
    return this;
  }

  /** A compensation would send these commands, in this order. */
  public SagaScenario<S> thenWouldUndo(Record... commands) {
    List<Object> reversed = new ArrayList<>();
    current().undo().forEach(one -> reversed.add(0, one.command().message()));
    assertThat(reversed)
        .as("what saga %s would undo", saga.name())
        .containsExactly((Object[]) commands);
    return this;
  }

  public SagaScenario<S> thenEnded() {
    assertThat(current().ended()).as("whether saga %s has ended", saga.name()).isTrue();
    return this;
  }

  public SagaScenario<S> thenGoesOn() {
    assertThat(current().ended()).as("whether saga %s has ended", saga.name()).isFalse();
    return this;
  }

  /** Nothing is recorded and nothing done. */
  public SagaScenario<S> thenIgnored() {
    assertThat(led).as("the steps that saga %s takes", saga.name()).isEmpty();
    return this;
  }

  private SagaScenario<S> react(SagaInput input) {
    List<SagaState<S>> history = histories.computeIfAbsent(key, first -> new ArrayList<>());
    SagaState<S> before = history.isEmpty() ? null : history.get(history.size() - 1);
    led = machine.react(before, new Cause("scenario", ++happened), List.of(input));
    history.addAll(led);
    return this;
  }

  private SagaState<S> current() {
    List<SagaState<S>> history = histories.getOrDefault(key, List.of());
    if (history.isEmpty()) {
      throw new AssertionError("saga %s has no instance of key %s".formatted(saga.name(), key));
    }
    return history.get(history.size() - 1);
  }

  private static List<Object> messages(SagaState<?> step) {
    return step.commands().stream().map(SagaCommand::message).toList();
  }
}
