package io.tidings.sourcing.sagas;

import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import io.tidings.sourcing.CommandType;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.Step;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** A shop: one decider, whose streams are {@code desk-<order>}, and the saga that drives it. */
final class Shop {

  /** Somebody orders; published, not decided. */
  @EventType("shop.ordered")
  record Ordered(String order) {}

  /** Of whatever stream; each moves the saga. */
  @EventType("shop.nudged")
  record Nudged(String order) {}

  sealed interface DeskEvent {
    String order();
  }

  @EventType("desk.reserved")
  record Reserved(String order) implements DeskEvent {}

  @EventType("desk.released")
  record Released(String order) implements DeskEvent {}

  @EventType("desk.paid")
  record Paid(String order) implements DeskEvent {}

  @EventType("desk.refunded")
  record Refunded(String order) implements DeskEvent {}

  @EventType("desk.shipped")
  record Shipped(String order) implements DeskEvent {}

  sealed interface DeskCommand {
    String order();
  }

  @CommandType("reserve")
  record Reserve(String order) implements DeskCommand {}

  @CommandType("release")
  record Release(String order) implements DeskCommand {}

  @CommandType("pay")
  record Pay(String order) implements DeskCommand {}

  @CommandType("refund")
  record Refund(String order) implements DeskCommand {}

  @CommandType("ship")
  record Ship(String order) implements DeskCommand {}

  static final EventFamily<DeskEvent> EVENTS = EventFamily.of(DeskEvent.class).build();

  /**
   * What has happened at a desk. Those called poor cannot pay, those called far not be shipped to.
   */
  static final class Desk implements Decider<DeskCommand, DeskEvent, Set<String>> {

    @Override
    public Set<String> initial() {
      return Set.of();
    }

    @Override
    public Decision<DeskEvent> decide(DeskCommand command, Set<String> done) {
      String order = command.order();
      if (command instanceof Pay && order.startsWith("poor")) {
        return Decision.reject("no-money", order);
      } else if (command instanceof Ship && order.startsWith("far")) {
        return Decision.reject("too-far", order);
      }
      DeskEvent event =
          command instanceof Reserve
              ? new Reserved(order)
              : command instanceof Release
                  ? new Released(order)
                  : command instanceof Pay
                      ? new Paid(order)
                      : command instanceof Refund ? new Refunded(order) : new Shipped(order);
      return done.contains(event.toString())
          ? Decision.reject("done-already", event.toString())
          : Decision.accept(event);
    }

    @Override
    public Set<String> evolve(Set<String> done, DeskEvent event) {
      Set<String> more = new TreeSet<>(done);
      more.add(event.toString());
      return more;
    }
  }

  record State(String order, int nudges) {}

  private Shop() {}

  /**
   * Reserves, asks for the payment unless the order is free, waits for it, ships, ends.
   *
   * @param patience with the payment; those called late get none, and are not asked for it
   */
  static Saga<State> saga(Duration patience) {
    return Saga.named("shop-order", State.class)
        .reads(EVENTS)
        .startsOn(Ordered.class, Ordered::order, event -> ordered(event.order(), patience))
        .on(Paid.class, Paid::order, (state, paid) -> ship(state))
        .on(Shipped.class, Shipped::order, (state, shipped) -> Step.to("done", state).end())
        .on(Nudged.class, Nudged::order, Shop::nudged)
        .onTimeout("unpaid", state -> Step.to("given-up", state).compensate().end())
        .onRejection(
            Ship.class, (state, ship, why) -> Step.to(why.code(), state).compensate().end())
        .build();
  }

  private static Step<State> ordered(String order, Duration patience) {
    Step<State> step =
        Step.to("unpaid", new State(order, 0))
            .send("desk", "desk-" + order, new Reserve(order))
            .undo("desk", "desk-" + order, new Release(order))
            .after("unpaid", order.startsWith("late") ? Duration.ZERO : patience);
    return order.startsWith("slow") || order.startsWith("late")
        ? step
        : step.send("desk", "desk-" + order, new Pay(order))
            .undo("desk", "desk-" + order, new Refund(order));
  }

  private static Step<State> ship(State state) {
    return Step.to("shipping", state)
        .cancel("unpaid")
        .send("desk", "desk-" + state.order(), new Ship(state.order()));
  }

  private static Step<State> nudged(State state, Nudged event) {
    return Step.to("nudged", new State(state.order(), state.nudges() + 1));
  }
}
