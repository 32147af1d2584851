package io.tidings.examples.orders.domain;

import io.tidings.model.EventType;

/** What happens to the parcel of an order; on the stream {@code shipment-<orderId>}. */
public sealed interface ShipmentEvent {

  String orderId();

  @EventType("shop.shipment-requested")
  record ShipmentRequested(String orderId) implements ShipmentEvent {}

  @EventType("shop.parcel-dispatched")
  record ParcelDispatched(String orderId, String trackingNumber) implements ShipmentEvent {}

  @EventType("shop.shipment-abandoned")
  record ShipmentAbandoned(String orderId) implements ShipmentEvent {}
}
