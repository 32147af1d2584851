package io.tidings.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.Projection;
import java.util.ArrayList;
import java.util.List;

/**
 * A decider told in sentences: what has happened, what is commanded, and what happens then. No log
 * and no bus. Several {@code when} may follow each other; what a {@code then} demands is of the
 * last. A demand that is not met throws {@link AssertionError}, which tells the whole story.
 *
 * <pre>{@code
 * Scenario.of(new OrderDecider())
 *     .given(new OrderPlaced("A1", 30))
 *     .when(new PayOrder("A1", 30))
 *     .then(new OrderPaid("A1"))
 *     .when(new PayOrder("A1", 30))
 *     .thenRejected("order-paid-already");
 * }</pre>
 *
 * @param <C> the commands
 * @param <E> the events
 * @param <S> the state
 */
public final class Scenario<C, E, S> {

  private final Decider<C, E, S> decider;
  private final History<C, E, S> history;
  private final List<String> story = new ArrayList<>();
  private Decision<E> decision;

  private Scenario(Decider<C, E, S> decider) {
    this.decider = decider;
    this.history = new History<>(decider);
  }

  public static <C, E, S> Scenario<C, E, S> of(Decider<C, E, S> decider) {
    return new Scenario<>(decider);
  }

  /** As {@link ProjectionScenario#of}. */
  public static <E, S> ProjectionScenario<E, S> of(Projection<E, S> projection) {
    return ProjectionScenario.of(projection);
  }

  /** These events have happened, in this order, whatever the decider would say to them. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final Scenario<C, E, S> given(E... events) {
    return given(List.of(events));
  }

  /** The same. */
  public Scenario<C, E, S> given(List<? extends E> events) {
    for (E event : events) {
      story.add("given " + event);
      history.add(event);
    }
    return this;
  }

  /**
   * This is commanded, and what the decider answers happens. A {@link
   * io.tidings.sourcing.BoundaryDecider} decides by what lies within the boundary of the command
   * and by nothing else, as it would with a log.
   *
   * @throws AssertionError if the decider answers the same command in the same state in two ways:
   *     it looks at a clock, or at chance
   * @throws IllegalArgumentException if the decider draws a boundary and an event's record has no
   *     {@link io.tidings.model.EventType}
   */
  public Scenario<C, E, S> when(C command) {
    story.add("when " + command);
    List<E> outside = history.narrow(command);
    if (!outside.isEmpty()) {
      story.add("outside its boundary " + outside);
    }
    S state = history.state();
    decision = decider.decide(command, state);
    assertThat(decider.decide(command, state))
        .as("%s%nthe same command, decided again in the same state", told())
        .isEqualTo(decision);
    if (decision instanceof Decision.Accepted<E> accepted) {
      accepted.events().forEach(history::add);
      story.add("then " + accepted.events());
    } else {
      story.add("then " + ((Decision.Rejected<E>) decision).rejection());
    }
    return this;
  }

  /** Exactly these events happen, in this order. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final Scenario<C, E, S> then(E... events) {
    assertThat(accepted()).as("%s%nwhat happens", told()).isEqualTo(List.of(events));
    return this;
  }

  /** The command is accepted, and nothing happens. */
  public Scenario<C, E, S> thenNothing() {
    assertThat(accepted()).as("%s%nwhat happens", told()).isEmpty();
    return this;
  }

  /** The command is rejected for this reason. */
  public Scenario<C, E, S> thenRejected(String code) {
    if (!(decided() instanceof Decision.Rejected<E> rejected)) {
      throw new AssertionError(
          "%s%nnothing was rejected, where '%s' was expected".formatted(told(), code));
    }
    assertThat(rejected.rejection().code())
        .as("%s%nthe code of the rejection", told())
        .isEqualTo(code);
    return this;
  }

  /**
   * All that has happened amounts to this; for a {@link io.tidings.sourcing.BoundaryDecider} all
   * that lies within the boundary of the last command.
   */
  public Scenario<C, E, S> thenState(S expected) {
    assertThat(history.state()).as("%s%nthe state", told()).isEqualTo(expected);
    return this;
  }

  private List<E> accepted() {
    if (decided() instanceof Decision.Accepted<E> accepted) {
      return accepted.events();
    }
    throw new AssertionError(
        "%s%nthe command was rejected, where it was to be accepted".formatted(told()));
  }

  private Decision<E> decided() {
    if (decision == null) {
      throw new IllegalStateException("nothing was commanded: say when(…) before then(…)");
    }
    return decision;
  }

  private String told() {
    return String.join(System.lineSeparator(), story);
  }
}
