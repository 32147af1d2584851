package io.tidings.testing;

import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import io.tidings.sourcing.CommandType;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.Step;
import java.time.Duration;

/** A decider, and a saga that reminds of an order and cancels it when nobody pays. */
final class Shop implements Decider<Shop.Command, Shop.Event, Boolean> {

  sealed interface Command {
    @CommandType("place")
    record Place(String id) implements Command {}

    @CommandType("remind")
    record Remind(String id) implements Command {}

    @CommandType("cancel")
    record Cancel(String id) implements Command {}
  }

  sealed interface Event {
    String id();

    @EventType("shop.placed")
    record Placed(String id) implements Event {}

    @EventType("shop.reminded")
    record Reminded(String id) implements Event {}

    @EventType("shop.cancelled")
    record Cancelled(String id) implements Event {}
  }

  record Waiting(String id) {}

  static final EventFamily<Event> EVENTS = EventFamily.of(Event.class).build();

  static final Saga<Waiting> PATIENCE =
      Saga.named("patience", Waiting.class)
          .startsOn(
              Event.Placed.class,
              Event.Placed::id,
              placed ->
                  Step.to("waiting", new Waiting(placed.id())).after("remind", Duration.ofDays(1)))
          .onTimeout(
              "remind",
              waiting ->
                  Step.to("reminded", waiting)
                      .send("shop", "order-" + waiting.id(), new Command.Remind(waiting.id()))
                      .after("give-up", Duration.ofDays(2)))
          .onTimeout(
              "give-up",
              waiting ->
                  Step.to("given-up", waiting)
                      .send("shop", "order-" + waiting.id(), new Command.Cancel(waiting.id()))
                      .end())
          .build();

  @Override
  public Boolean initial() {
    return false;
  }

  @Override
  public Decision<Event> decide(Command command, Boolean placed) {
    if (command instanceof Command.Place place) {
      return Decision.accept(new Event.Placed(place.id()));
    } else if (!placed) {
      return Decision.reject("no-such-order", "place it first");
    }
    return command instanceof Command.Remind remind
        ? Decision.accept(new Event.Reminded(remind.id()))
        : Decision.accept(new Event.Cancelled(((Command.Cancel) command).id()));
  }

  @Override
  public Boolean evolve(Boolean placed, Event event) {
    return !(event instanceof Event.Cancelled);
  }
}
