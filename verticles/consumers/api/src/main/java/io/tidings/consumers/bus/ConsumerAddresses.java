package io.tidings.consumers.bus;

/** The addresses of consumers on the event bus; both are clustered. */
public final class ConsumerAddresses {

  /**
   * Takes a {@code Call} of an {@link Operation}, answers an {@code Answer} or a {@code Refusal}.
   */
  public static final String STORE = "consumers.store";

  /** Published when an owner should look at its consumer at once. Hints may be lost. */
  public static final String HINTS = "consumers.hints";

  private ConsumerAddresses() {}
}
