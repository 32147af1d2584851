package io.tidings.model;

/** An event that cannot be recorded as it is. Nothing of it was; mend the attribute and repeat. */
public final class InvalidEvent extends IllegalArgumentException {

  private final String attribute;

  public InvalidEvent(String attribute, String problem) {
    super("attribute '" + Text.shown(attribute) + "' " + problem);
    this.attribute = attribute;
  }

  /** The CloudEvents attribute at fault, or {@code data}. */
  public String attribute() {
    return attribute;
  }
}
