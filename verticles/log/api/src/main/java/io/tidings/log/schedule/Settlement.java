package io.tidings.log.schedule;

import io.tidings.model.Cursor;
import java.time.Instant;

/** What has become of an append that was claimed. */
public sealed interface Settlement {

  Claimed.Due due();

  /**
   * It is in the log.
   *
   * @param last where its last event is
   * @param at when that was recorded
   */
  record Recorded(Claimed.Due due, Cursor last, Instant at) implements Settlement {}

  /**
   * The log will never record it.
   *
   * @param problem why, for people
   */
  record Refused(Claimed.Due due, String problem) implements Settlement {}
}
