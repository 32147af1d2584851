package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Refused;
import io.tidings.chaos.history.Entry.Sent;

/**
 * An append as its client knows it.
 *
 * @param outcome null if its client never got one, or did not live to say so
 * @param alone nobody else has sent any of its events
 */
record Operation(Sent sent, Entry outcome, boolean alone) {

  boolean isAcknowledged() {
    return outcome instanceof Acknowledged;
  }

  boolean isRefused() {
    return outcome instanceof Refused;
  }

  /** Its outcome is unknown to the client. */
  boolean isUnknown() {
    return !isAcknowledged() && !isRefused();
  }
}
