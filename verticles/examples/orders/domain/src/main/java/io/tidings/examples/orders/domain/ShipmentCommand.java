package io.tidings.examples.orders.domain;

import io.tidings.sourcing.CommandType;

/** What is asked of a shipment. */
public sealed interface ShipmentCommand {

  @CommandType("request-shipment")
  record RequestShipment(String orderId) implements ShipmentCommand {}

  /** The carrier has the parcel. */
  @CommandType("dispatch-parcel")
  record DispatchParcel(String orderId, String trackingNumber) implements ShipmentCommand {}

  @CommandType("abandon-shipment")
  record AbandonShipment(String orderId) implements ShipmentCommand {}
}
