package io.tidings;

/**
 * What publishing fails with in a dry run. A handler that fails with it is taken to have handled
 * the event.
 */
public final class DryRun extends RuntimeException {

  DryRun() {
    super("nothing is published in a dry run", null, false, false);
  }
}
