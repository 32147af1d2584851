package io.tidings.consumers.pull;

/** A puller neither acked an event nor gave it back before its visibility ended. */
public final class Expired extends RuntimeException {

  Expired(String puller) {
    super(
        "puller '"
            + puller
            + "' did not settle it in time: it has died, or needs a longer visibility",
        null,
        false,
        false);
  }
}
