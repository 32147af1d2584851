package io.tidings.testing.scenarios;

import io.tidings.model.Boundary;
import io.tidings.model.EventType;
import io.tidings.model.NewEvent;
import io.tidings.model.ShownAttributes;
import io.tidings.sourcing.BoundaryDecider;
import io.tidings.sourcing.Decider;
import java.util.ArrayList;
import java.util.List;

/** What has happened, of which a decider sees as much as it would of a log. */
final class History<C, E, S> {

  private final Decider<C, E, S> decider;
  private final List<E> events = new ArrayList<>();
  private Boundary boundary;
  private S state;

  History(Decider<C, E, S> decider) {
    this.decider = decider;
    this.state = decider.initial();
  }

  void add(E event) {
    events.add(event);
    if (isSeen(event)) {
      state = decider.evolve(state, event);
    }
  }

  /**
   * From now on only what lies within the boundary of this command is seen, if the decider draws
   * one.
   *
   * @return what has happened outside of it
   */
  List<E> narrow(C command) {
    if (!(decider instanceof BoundaryDecider<C, E, S> across)) {
      return List.of();
    }
    boundary = across.boundary(command);
    state = decider.initial();
    List<E> outside = new ArrayList<>();
    for (E event : events) {
      if (isSeen(event)) {
        state = decider.evolve(state, event);
      } else {
        outside.add(event);
      }
    }
    return outside;
  }

  /** What the events that are seen amount to. */
  S state() {
    return state;
  }

  private boolean isSeen(E event) {
    return boundary == null || boundary.matches(recorded(event));
  }

  /** As far as a boundary can ask for it. */
  private static NewEvent recorded(Object event) {
    EventType type = event.getClass().getAnnotation(EventType.class);
    if (type == null) {
      throw new IllegalArgumentException(
          event.getClass().getName()
              + " has no event type, which a boundary may ask for: annotate it,"
              + " @EventType(\"orders.order-placed\")");
    }
    NewEvent.Builder builder = NewEvent.builder("given", "/scenario", type.value());
    ShownAttributes.of(event.getClass()).addTo(builder, event);
    return builder.build();
  }
}
