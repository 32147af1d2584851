package io.tidings.examples.orders.domain;

/**
 * An order as decisions see it.
 *
 * @param paymentId by which it was paid; null until then
 */
public record Order(Status status, Money total, String paymentId) {

  /** The life of an order, in its order. */
  public enum Status {
    NONE,
    PLACED,
    PAID,
    SHIPPED,
    CANCELLED
  }

  static final Order NONE = new Order(Status.NONE, null, null);

  Order placed(Money total) {
    return new Order(Status.PLACED, total, null);
  }

  Order paid(String paymentId) {
    return new Order(Status.PAID, total, paymentId);
  }

  Order in(Status status) {
    return new Order(status, total, paymentId);
  }
}
