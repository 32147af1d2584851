package io.tidings.log.schedule;

/** How a cancellation ended. */
public enum Cancellation {
  /** It will not be recorded; maybe it had been cancelled before. */
  CANCELLED,
  /** It is recorded, or about to be. */
  TOO_LATE,
  /** Nothing has this id, or it was ended long ago. */
  UNKNOWN
}
