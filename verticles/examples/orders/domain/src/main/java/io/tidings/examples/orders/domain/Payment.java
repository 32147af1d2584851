package io.tidings.examples.orders.domain;

/** A payment as decisions see it; what is not known yet is null. */
public record Payment(Status status, Money amount, String paymentId) {

  /** The life of a payment. */
  public enum Status {
    NONE,
    REQUESTED,
    TAKEN,
    REFUNDED,
    GIVEN_UP
  }

  static final Payment NONE = new Payment(Status.NONE, null, null);
}
