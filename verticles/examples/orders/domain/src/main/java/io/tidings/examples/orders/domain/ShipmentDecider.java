package io.tidings.examples.orders.domain;

import io.tidings.examples.orders.domain.ShipmentCommand.AbandonShipment;
import io.tidings.examples.orders.domain.ShipmentCommand.DispatchParcel;
import io.tidings.examples.orders.domain.ShipmentCommand.RequestShipment;
import io.tidings.examples.orders.domain.ShipmentDecider.Shipment;
import io.tidings.examples.orders.domain.ShipmentEvent.ParcelDispatched;
import io.tidings.examples.orders.domain.ShipmentEvent.ShipmentAbandoned;
import io.tidings.examples.orders.domain.ShipmentEvent.ShipmentRequested;
import io.tidings.model.EventFamily;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import java.util.Locale;

/** A parcel leaves once, and not after its shipment has been abandoned. */
public final class ShipmentDecider implements Decider<ShipmentCommand, ShipmentEvent, Shipment> {

  /** A shipment as decisions see it. */
  public enum Shipment {
    NONE,
    REQUESTED,
    DISPATCHED,
    ABANDONED
  }

  public static final EventFamily<ShipmentEvent> EVENTS =
      EventFamily.of(ShipmentEvent.class).build();

  @Override
  public Shipment initial() {
    return Shipment.NONE;
  }

  @Override
  public Decision<ShipmentEvent> decide(ShipmentCommand command, Shipment shipment) {
    if (command instanceof RequestShipment request) {
      return shipment == Shipment.NONE
          ? Decision.accept(new ShipmentRequested(request.orderId()))
          : not("requested", request.orderId(), shipment);
    } else if (command instanceof DispatchParcel dispatch) {
      return shipment == Shipment.REQUESTED
          ? Decision.accept(new ParcelDispatched(dispatch.orderId(), dispatch.trackingNumber()))
          : not("dispatched", dispatch.orderId(), shipment);
    }
    String orderId = ((AbandonShipment) command).orderId();
    return switch (shipment) {
      case REQUESTED -> Decision.accept(new ShipmentAbandoned(orderId));
      case ABANDONED -> Decision.accept();
      case NONE, DISPATCHED -> not("abandoned", orderId, shipment);
    };
  }

  private static Decision<ShipmentEvent> not(String what, String orderId, Shipment shipment) {
    String status = shipment.name().toLowerCase(Locale.ROOT);
    return Decision.reject(
        "shipment-is-" + status,
        "The shipment of order %s is %s and cannot be %s".formatted(orderId, status, what));
  }

  @Override
  public Shipment evolve(Shipment shipment, ShipmentEvent event) {
    if (event instanceof ShipmentRequested) {
      return Shipment.REQUESTED;
    }
    return event instanceof ParcelDispatched ? Shipment.DISPATCHED : Shipment.ABANDONED;
  }
}
