package io.tidings.examples.orders.domain;

import io.tidings.examples.orders.domain.ShipmentCommand.AbandonShipment;
import io.tidings.examples.orders.domain.ShipmentCommand.DispatchParcel;
import io.tidings.examples.orders.domain.ShipmentCommand.RequestShipment;
import io.tidings.examples.orders.domain.ShipmentDecider.Shipment;
import io.tidings.examples.orders.domain.ShipmentEvent.ParcelDispatched;
import io.tidings.examples.orders.domain.ShipmentEvent.ShipmentAbandoned;
import io.tidings.examples.orders.domain.ShipmentEvent.ShipmentRequested;
import io.tidings.testing.scenarios.Scenario;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShipmentDeciderTest {

  private static final ShipmentRequested REQUESTED = new ShipmentRequested("A123");
  private static final ParcelDispatched DISPATCHED = new ParcelDispatched("A123", "T-9");
  private static final ShipmentAbandoned ABANDONED = new ShipmentAbandoned("A123");

  private static Scenario<ShipmentCommand, ShipmentEvent, Shipment> shipment() {
    return Scenario.of(new ShipmentDecider());
  }

  @Test
  void a_parcel_leaves_once() {
    DispatchParcel dispatch = new DispatchParcel("A123", "T-9");

    shipment().when(new RequestShipment("A123")).then(REQUESTED);
    shipment().given(REQUESTED).when(dispatch).then(DISPATCHED);
    shipment().given(REQUESTED, DISPATCHED).when(dispatch).thenRejected("shipment-is-dispatched");
    shipment().when(dispatch).thenRejected("shipment-is-none");
  }

  @Test
  void what_is_abandoned_does_not_leave() {
    shipment()
        .given(REQUESTED, ABANDONED)
        .when(new DispatchParcel("A123", "T-9"))
        .thenRejected("shipment-is-abandoned");
  }

  @Test
  void what_has_left_is_not_abandoned() {
    AbandonShipment abandon = new AbandonShipment("A123");

    shipment().given(REQUESTED).when(abandon).then(ABANDONED);
    shipment().given(REQUESTED, ABANDONED).when(abandon).thenNothing();
    shipment().given(REQUESTED, DISPATCHED).when(abandon).thenRejected("shipment-is-dispatched");
    shipment().when(abandon).thenRejected("shipment-is-none");
  }
}
