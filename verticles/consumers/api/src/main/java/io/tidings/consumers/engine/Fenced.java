package io.tidings.consumers.engine;

/**
 * What a handler fails with that finds the lease of its delivery taken over by another owner. The
 * event has no fault: it is neither counted as failed nor tried again here, and its segment is left
 * at once.
 */
public final class Fenced extends RuntimeException {

  public Fenced(String message) {
    super(message);
  }
}
