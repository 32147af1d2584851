package io.tidings.wire;

/**
 * A payload and a record do not fit each other. Decoding the same bytes into the same class fails
 * again: change the record, or read the event as bytes.
 */
public final class PayloadMismatch extends RuntimeException {

  private final String eventType;
  private final String field;

  PayloadMismatch(String eventType, String field, String problem, Throwable cause) {
    super(
        "event type "
            + eventType
            + ": "
            + (field.isEmpty() ? "" : "field '" + field + "': ")
            + problem,
        cause);
    this.eventType = eventType;
    this.field = field;
  }

  /** The event type of the record, or the name of a class that has none. */
  public String eventType() {
    return eventType;
  }

  /**
   * The path of the field at fault, as {@code items[2].price}; empty for the payload as a whole.
   */
  public String field() {
    return field;
  }
}
