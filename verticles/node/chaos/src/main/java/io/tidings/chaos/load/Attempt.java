package io.tidings.chaos.load;

import io.tidings.chaos.history.Entry;
import java.time.Duration;
import java.util.List;

/** How one attempt at an append has ended. */
sealed interface Attempt {

  record Done(List<Entry.Receipt> receipts) implements Attempt {}

  /** For good; {@code actual} version or {@link Entry#ANY}. */
  record Refused(int status, long actual) implements Attempt {}

  /** Not for good, or without an answer: once more, not before. */
  record Again(String why, Duration pause) implements Attempt {}
}
