package io.tidings.sourcing.engine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.EventLog;
import io.tidings.model.Attribute;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import io.tidings.sourcing.BoundaryDecider;
import io.tidings.sourcing.CommandType;
import io.tidings.sourcing.CommandTypes;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.snapshots.Snapshots;
import io.vertx.core.Vertx;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A decider of notes that a test may break at any place. */
class RiggedDecider implements Decider<RiggedDecider.Take, RiggedDecider.Event, RiggedDecider.Sum> {

  static final int PENDING = 3;

  @CommandType("take-note")
  record Take(String text) {}

  sealed interface Event {}

  @EventType(value = "notes.note-taken", version = 2)
  record Taken(@Attribute("text") String text) implements Event {}

  @EventType("notes.note-taken")
  record TakenV1(@Attribute("text") String text) {}

  record Sum(int notes) {}

  volatile Supplier<Sum> initially = () -> new Sum(0);
  volatile BiFunction<Take, Sum, Decision<Event>> deciding =
      (take, sum) -> Decision.accept(new Taken(take.text()));
  volatile UnaryOperator<Event> evolving = event -> event;
  volatile UnaryOperator<TakenV1> upcasting = old -> old;

  @Override
  public Sum initial() {
    return initially.get();
  }

  @Override
  public Decision<Event> decide(Take command, Sum state) {
    return deciding.apply(command, state);
  }

  @Override
  public Sum evolve(Sum state, Event event) {
    evolving.apply(event);
    return new Sum(state.notes() + 1);
  }

  /** The same about a boundary. */
  static final class Across extends RiggedDecider
      implements BoundaryDecider<RiggedDecider.Take, RiggedDecider.Event, RiggedDecider.Sum> {

    volatile Function<Take, Boundary> bounding =
        take -> Boundary.anyOf(Criterion.attribute("text", take.text()));

    @Override
    public Boundary boundary(Take command) {
      return bounding.apply(command);
    }
  }

  /** Runs it on one node, which takes few commands at once. */
  Runner<Take, Event, Sum> run(Vertx vertx, EventLog log) {
    return new Runner<>(
        vertx,
        log,
        Snapshots.none(),
        new Definition<>(
            "notes",
            CommandTypes.of(Take.class),
            EventFamily.of(Event.class)
                .upcast(TakenV1.class, old -> new Taken(upcasting.apply(old).text()))
                .build(),
            this,
            null,
            new DeciderLimits(PENDING, 10, 5, 10)),
        new CommandMetrics(new SimpleMeterRegistry(), "notes"));
  }

  static Command take(String text) {
    Command made = TestNode.command("notes-1", new Take(text));
    return new Command("notes", made.stream(), made.message());
  }
}
