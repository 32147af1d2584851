package io.tidings.consumers.pull;

import io.tidings.consumers.Offers;
import java.time.Duration;

/** A puller gave an event back as not handled; the message is its reason. */
public final class Nacked extends RuntimeException {

  private final transient Duration retryAfter;
  private final boolean deadLetter;

  Nacked(Offers.Settled settled) {
    super(
        settled.reason() != null
            ? settled.reason()
            : "puller '" + settled.puller() + "' gave it back without a reason",
        null,
        false,
        false);
    this.retryAfter = settled.retryAfter();
    this.deadLetter = settled.deadLetter();
  }

  /** When it wants the next attempt; null for the pause of the retry policy. */
  Duration retryAfter() {
    return retryAfter;
  }

  /** Whether it wants no other attempt. */
  boolean deadLetter() {
    return deadLetter;
  }
}
