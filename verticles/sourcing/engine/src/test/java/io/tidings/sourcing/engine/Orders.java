package io.tidings.sourcing.engine;

import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import io.tidings.sourcing.CommandType;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;

/** Orders that are placed and paid once. */
final class Orders implements Decider<Orders.Command, Orders.Event, Orders.State> {

  sealed interface Command {}

  @CommandType("place-order")
  record PlaceOrder(int total) implements Command {}

  @CommandType("pay-order")
  record PayOrder(int amount) implements Command {}

  @CommandType("add-note")
  record AddNote(String text) implements Command {}

  @CommandType("close-order")
  record CloseOrder() implements Command {}

  @CommandType("break-state")
  record BreakState() implements Command {}

  @CommandType("break-order")
  record BreakOrder() implements Command {}

  sealed interface Event {}

  @EventType("orders.order-placed")
  record OrderPlaced(int total) implements Event {}

  @EventType("orders.order-paid")
  record OrderPaid(int amount) implements Event {}

  @EventType("orders.note-added")
  record NoteAdded(String text) implements Event {}

  @EventType("orders.order-closed")
  record OrderClosed(int notes) implements Event {}

  record State(boolean placed, int total, boolean paid, int notes) {}

  static final EventFamily<Event> EVENTS = EventFamily.of(Event.class).build();

  @Override
  public State initial() {
    return new State(false, 0, false, 0);
  }

  @Override
  public Decision<Event> decide(Command command, State state) {
    if (command instanceof PlaceOrder place) {
      return state.placed() ? Decision.accept() : Decision.accept(new OrderPlaced(place.total()));
    }
    if (command instanceof BreakState) {
      return Decision.accept(new OrderPlaced(-1));
    }
    if (command instanceof BreakOrder) {
      throw new IllegalStateException("broken");
    }
    if (!state.placed()) {
      return Decision.reject("order-unknown", "there is no such order: place it first");
    }
    if (command instanceof AddNote note) {
      return Decision.accept(new NoteAdded(note.text()));
    }
    if (command instanceof CloseOrder) {
      return Decision.accept(new NoteAdded("closed"), new OrderClosed(state.notes() + 1));
    }
    if (state.paid()) {
      return Decision.reject("order-paid-already", "the order was paid before");
    }
    return Decision.accept(new OrderPaid(((PayOrder) command).amount()));
  }

  @Override
  public State evolve(State state, Event event) {
    if (event instanceof OrderPlaced placed) {
      if (placed.total() < 0) {
        throw new IllegalArgumentException("a total below zero");
      }
      return new State(true, placed.total(), state.paid(), state.notes());
    }
    if (event instanceof OrderPaid) {
      return new State(state.placed(), state.total(), true, state.notes());
    }
    return event instanceof NoteAdded
        ? new State(state.placed(), state.total(), state.paid(), state.notes() + 1)
        : state;
  }
}
