package io.tidings;

/**
 * What publishing fails with in a dry run, and in any replay of a consumer that is {@link
 * ConsumerBuilder#quietOnReplay quiet} then. A handler that fails with it is taken to have handled
 * the event.
 */
public final class QuietReplay extends RuntimeException {

  QuietReplay() {
    super("nothing is published in this replay", null, false, false);
  }
}
