package io.tidings.wire;

/**
 * How much is read at most.
 *
 * @param maxEventBytes of one event as it stands in the batch
 * @param maxEvents of one batch
 */
public record Limits(int maxEventBytes, int maxEvents) {

  public static final int DEFAULT_MAX_EVENT_BYTES = 1024 * 1024;
  public static final int DEFAULT_MAX_EVENTS = 1000;
  public static final Limits DEFAULT = new Limits(DEFAULT_MAX_EVENT_BYTES, DEFAULT_MAX_EVENTS);

  public Limits {
    if (maxEventBytes < 1 || maxEvents < 1) {
      throw new IllegalArgumentException(
          "limits are at least 1: " + maxEventBytes + " bytes, " + maxEvents + " events");
    }
  }
}
