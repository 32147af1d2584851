package io.tidings.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.sourcing.Projection;
import java.util.ArrayList;
import java.util.List;

/**
 * A projection told in sentences: what has happened, and what it amounts to. A demand that is not
 * met throws {@link AssertionError}, which tells the whole story.
 *
 * @param <E> the events
 * @param <S> what they amount to
 */
public final class ProjectionScenario<E, S> {

  private final Projection<E, S> projection;
  private final List<String> story = new ArrayList<>();
  private S state;

  private ProjectionScenario(Projection<E, S> projection) {
    this.projection = projection;
    this.state = projection.initial();
  }

  public static <E, S> ProjectionScenario<E, S> of(Projection<E, S> projection) {
    return new ProjectionScenario<>(projection);
  }

  /** These events have happened, in this order, after those that were given before. */
  @SafeVarargs
  public final ProjectionScenario<E, S> given(E... events) {
    for (E event : events) {
      story.add("given " + event);
      state = projection.evolve(state, event);
    }
    return this;
  }

  /** All that has happened amounts to this. */
  public ProjectionScenario<E, S> thenState(S expected) {
    assertThat(state)
        .as("%s%nthe state", String.join(System.lineSeparator(), story))
        .isEqualTo(expected);
    return this;
  }
}
